//! The library's surface, as a reader of its docs sees it: every public item of every room with its signature, fields, variants,
//! methods and traits, read out of the source. A change of it fails here and is then meant: `INSTA_UPDATE=always cargo test
//! --test it surface` takes the new one, to be read before it is committed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use quote::{ToTokens, quote};
use syn::{Attribute, Fields, ImplItem, Item, TraitItem, Type, UseTree, Visibility};

type Module = Vec<String>;

/// The library's files, parsed, by module.
struct Library {
    files: BTreeMap<Module, Vec<Item>>,
}

impl Library {
    fn read() -> Self {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = BTreeMap::new();
        read_folder(&src, &mut Vec::new(), &mut files);
        Self { files }
    }

    /// The items that other crates can name in `module`, by name: the one that is meant, and the module in which it stands.
    fn visible(&self, module: &Module) -> BTreeMap<String, (Module, &Item)> {
        let mut found = BTreeMap::new();
        for item in self.files.get(module).into_iter().flatten() {
            match item {
                Item::Use(import) if public(&import.vis) => {
                    for (path, name) in leaves(&import.tree) {
                        let (last, inner) = path.split_last().unwrap();
                        let home = [module.as_slice(), inner].concat();
                        let there = self.visible(&home);
                        if last == "*" {
                            found.extend(there);
                        } else if let Some(item) = there.get(last) {
                            found.insert(name, item.clone());
                        }
                    }
                }
                _ => {
                    if let Some((name, true)) = name_of(item) {
                        found.insert(name, (module.clone(), item));
                    }
                }
            }
        }
        found
    }

    /// The public modules below `module`, itself first.
    fn modules(&self, module: &Module) -> Vec<Module> {
        let mut all = vec![module.clone()];
        for item in self.files.get(module).into_iter().flatten() {
            if let Item::Mod(inner) = item
                && public(&inner.vis)
            {
                all.extend(self.modules(&[module.as_slice(), &[inner.ident.to_string()]].concat()));
            }
        }
        all
    }

    /// What is implemented for a type of a room, wherever in the room: methods that are public, and traits.
    fn implemented(&self, room: &str, name: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let files = self.files.iter().filter(|(module, _)| module.first().is_some_and(|first| first == room));
        for item in files.flat_map(|(_, items)| items) {
            let Item::Impl(block) = item else { continue };
            let Type::Path(target) = &*block.self_ty else { continue };
            if target.path.segments.last().is_none_or(|last| last.ident != name) || for_tests(&block.attrs) {
                continue;
            }
            if let Some((_, path, _)) = &block.trait_ {
                found.insert(format!("impl {}", shown(path)));
                continue;
            }
            for inner in &block.items {
                match inner {
                    ImplItem::Fn(f) if public(&f.vis) && !for_tests(&f.attrs) => found.insert(shown(&f.sig)),
                    ImplItem::Const(c) if public(&c.vis) => found.insert(format!("const {}: {}", c.ident, shown(&c.ty))),
                    _ => false,
                };
            }
        }
        found
    }
}

fn read_folder(folder: &Path, module: &mut Module, into: &mut BTreeMap<Module, Vec<Item>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !(module.is_empty() && stem == "bin") {
            module.push(stem);
            read_folder(&path, module, into);
            module.pop();
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let own = !matches!(stem.as_str(), "mod" | "lib");
            let name = module.iter().cloned().chain(own.then_some(stem)).collect();
            let parsed = syn::parse_file(&fs::read_to_string(&path).unwrap());
            into.insert(name, parsed.unwrap_or_else(|error| panic!("{}: {error}", path.display())).items);
        }
    }
}

fn public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|a| a.path().is_ident("cfg") && a.meta.to_token_stream().to_string().contains("test"))
}

/// The name of an item that has one, and whether it is public.
fn name_of(item: &Item) -> Option<(String, bool)> {
    let (name, visibility, attributes) = match item {
        Item::Struct(i) => (&i.ident, &i.vis, &i.attrs),
        Item::Enum(i) => (&i.ident, &i.vis, &i.attrs),
        Item::Trait(i) => (&i.ident, &i.vis, &i.attrs),
        Item::Fn(i) => (&i.sig.ident, &i.vis, &i.attrs),
        Item::Const(i) => (&i.ident, &i.vis, &i.attrs),
        Item::Static(i) => (&i.ident, &i.vis, &i.attrs),
        Item::Type(i) => (&i.ident, &i.vis, &i.attrs),
        _ => return None,
    };
    Some((name.to_string(), public(visibility) && !for_tests(attributes)))
}

/// Every path of a `use` tree, and the name that it is given.
fn leaves(tree: &UseTree) -> Vec<(Vec<String>, String)> {
    match tree {
        UseTree::Path(path) => leaves(&path.tree)
            .into_iter()
            .map(|(rest, name)| ([vec![path.ident.to_string()], rest].concat(), name))
            .collect(),
        UseTree::Group(group) => group.items.iter().flat_map(leaves).collect(),
        UseTree::Name(name) => vec![(vec![name.ident.to_string()], name.ident.to_string())],
        UseTree::Rename(name) => vec![(vec![name.ident.to_string()], name.rename.to_string())],
        UseTree::Glob(_) => vec![(vec!["*".to_owned()], String::new())],
    }
}

/// Tokens as a person writes them.
fn shown(tokens: &impl ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string();
    for (from, to) in [
        (" :: ", "::"),
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        ("[ ", "["),
        (" ]", "]"),
        (" ,", ","),
        (",)", ")"),
        ("& ", "&"),
        (" :", ":"),
        (" ;", ";"),
    ] {
        text = text.replace(from, to);
    }
    text
}

/// `#[derive(…)]` and `#[non_exhaustive]`: what a type can do, and whether it may gain members.
fn marks(attributes: &[Attribute]) -> String {
    let kept = attributes.iter().filter(|a| ["derive", "non_exhaustive"].iter().any(|name| a.path().is_ident(name)));
    kept.map(|a| format!(" {}", shown(&a.meta))).collect()
}

fn fields(fields: &Fields, all: bool) -> Vec<String> {
    let open = fields.iter().enumerate().filter(|(_, field)| all || public(&field.vis));
    open.map(|(n, field)| {
        let name = field.ident.as_ref().map_or_else(|| n.to_string(), ToString::to_string);
        format!("{name}: {}", shown(&field.ty))
    })
    .collect()
}

/// An item's head and what belongs to it.
fn described(item: &Item) -> (String, Vec<String>) {
    match item {
        Item::Struct(i) => {
            let (name, generics) = (&i.ident, &i.generics);
            (format!("struct {}{}", shown(&quote!(#name #generics)), marks(&i.attrs)), fields(&i.fields, false))
        }
        Item::Enum(i) => {
            let (name, generics) = (&i.ident, &i.generics);
            let variants = i.variants.iter().map(|v| match fields(&v.fields, true) {
                inner if inner.is_empty() => v.ident.to_string(),
                inner => format!("{} {{ {} }}", v.ident, inner.join(", ")),
            });
            (format!("enum {}{}", shown(&quote!(#name #generics)), marks(&i.attrs)), variants.collect())
        }
        Item::Trait(i) => {
            let methods = i.items.iter().filter_map(|inner| match inner {
                TraitItem::Fn(f) => Some(shown(&f.sig)),
                _ => None,
            });
            (format!("trait {}", i.ident), methods.collect())
        }
        Item::Fn(i) => (shown(&i.sig), Vec::new()),
        Item::Const(i) => (format!("const {}: {}", i.ident, shown(&i.ty)), Vec::new()),
        Item::Static(i) => (format!("static {}: {}", i.ident, shown(&i.ty)), Vec::new()),
        Item::Type(i) => (format!("type {} = {}", i.ident, shown(&i.ty)), Vec::new()),
        _ => (String::new(), Vec::new()),
    }
}

#[test]
fn the_surface_of_the_library_is_the_one_that_was_agreed() {
    let library = Library::read();
    let mut rooms: BTreeMap<String, String> = BTreeMap::new();
    for module in library.modules(&Vec::new()).into_iter().filter(|module| !module.is_empty()) {
        let text = rooms.entry(module[0].clone()).or_default();
        writeln!(text, "rawi::{}", module.join("::")).unwrap();
        for (name, (_, item)) in library.visible(&module) {
            let (head, members) = described(item);
            writeln!(text, "  {head}").unwrap();
            let implemented = library.implemented(&module[0], &name);
            for line in members.into_iter().chain(implemented) {
                writeln!(text, "    {line}").unwrap();
            }
        }
    }
    assert!(rooms.len() > 8, "{:?}", rooms.keys());
    for (room, text) in rooms {
        insta::assert_snapshot!(format!("surface-{room}"), text);
    }
}
