//! One small model in every form gives one file.

use std::fs;
use std::path::{Path, PathBuf};

use super::ctranslate2::tests::written as ctranslate2;
use super::naming::Naming;
use super::role::{Kind, Part, Role, Side, roles};
use super::zip::tests::written as zip;
use super::*;
use crate::models::Error;
use crate::text::Sha256;

const TOKENS: u64 = 51_865;
const WIDTH: u64 = 32;

fn shape(role: Role) -> Vec<u64> {
    match (role.part, role.kind) {
        (Part::Positions(Side::Encoder), _) => vec![20, WIDTH],
        (Part::Positions(Side::Decoder), _) => vec![10, WIDTH],
        (Part::Tokens, _) => vec![TOKENS, WIDTH],
        (Part::Convolution(1), Kind::Weight) => vec![WIDTH, 80, 3],
        (Part::Convolution(_), Kind::Weight) => vec![WIDTH, WIDTH, 3],
        (Part::Attention(..), Kind::Weight) => vec![WIDTH, WIDTH],
        (Part::Widen(..), Kind::Weight) => vec![4 * WIDTH, WIDTH],
        (Part::Narrow(..), Kind::Weight) => vec![WIDTH, 4 * WIDTH],
        (Part::Widen(..), Kind::Bias) => vec![4 * WIDTH],
        _ => vec![WIDTH],
    }
}

/// Every weight, its own numbers in it, which halves hold as they are.
fn weights(naming: Naming) -> Vec<(String, Vec<u64>, Vec<f32>)> {
    let numbered = roles(2, 1).into_iter().enumerate();
    numbered
        .map(|(number, role)| {
            let shape = shape(role);
            let count: u64 = shape.iter().product();
            let value = |at: u64| ((at * 7 + number as u64 * 13) % 511) as f32 / 64.0 - 4.0;
            (naming.of(role).tensor, shape, (0..count).map(value).collect())
        })
        .collect()
}

/// CTranslate2 joins query, key and value, and gives keys a bias of nothing.
fn joined_weights() -> Vec<(String, Vec<u64>, Vec<f32>)> {
    let mut all: Vec<(String, Vec<u64>, Vec<f32>)> = Vec::new();
    let mut plain = weights(Naming::OpenAi).into_iter();
    for role in roles(2, 1) {
        let name = Naming::CTranslate2.of(role);
        let (_, shape, values) = plain.next().unwrap();
        let at = all.iter().position(|(known, ..)| *known == name.tensor).unwrap_or_else(|| {
            let mut whole = shape.clone();
            whole[0] *= name.part.1;
            let count: u64 = whole.iter().product();
            all.push((name.tensor.clone(), whole, vec![0.0; count as usize]));
            all.len() - 1
        });
        let start = name.part.0 as usize * values.len();
        all[at].2[start..start + values.len()].copy_from_slice(&values);
    }
    all
}

fn vocabulary(folder: &Path) {
    let letter = |byte: u32| char::from_u32(byte + 256).unwrap();
    // Tokens of letters that stand for bytes that are not seen: distinct, and spelt with two of them.
    let token = |id: u32| -> String { [id / 1024 % 32, id / 32 % 32, id % 32].map(letter).iter().collect() };
    let mut table: serde_json::Map<String, serde_json::Value> = serde_json::Map::new();
    for id in 0..50_257u32 {
        table.insert(if id < 32_768 { token(id) } else { format!("a{}", token(id)) }, id.into());
    }
    table.insert("<|endoftext|>".to_owned(), 50_257.into());
    fs::write(folder.join("vocab.json"), serde_json::to_vec(&table).unwrap()).unwrap();
}

fn bytes(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

fn safetensors(path: &Path, tensors: &[(String, Vec<u64>, Vec<f32>)]) {
    let (mut table, mut data) = (serde_json::Map::new(), Vec::new());
    for (name, shape, values) in tensors {
        let start = data.len();
        data.extend(bytes(values));
        let entry = serde_json::json!({ "dtype": "F32", "shape": shape, "data_offsets": [start, data.len()] });
        table.insert(name.clone(), entry);
    }
    let table = serde_json::to_vec(&table).unwrap();
    fs::write(path, [&(table.len() as u64).to_le_bytes()[..], &table, &data].concat()).unwrap();
}

const CONFIG: &str = r#"{"model_type": "whisper", "encoder_attention_heads": 4, "decoder_attention_heads": 4}"#;

fn hugging_face(folder: &Path, shards: usize) {
    fs::create_dir_all(folder).unwrap();
    vocabulary(folder);
    fs::write(folder.join("config.json"), CONFIG).unwrap();
    fs::write(folder.join("generation_config.json"), r#"{"alignment_heads": [[0, 1], [0, 3]]}"#).unwrap();
    let all = weights(Naming::HuggingFace);
    if shards == 1 {
        safetensors(&folder.join("model.safetensors"), &all);
        return;
    }
    let mut map = serde_json::Map::new();
    for (number, part) in all.chunks(all.len().div_ceil(shards)).enumerate() {
        let name = format!("model-{number}.safetensors");
        safetensors(&folder.join(&name), part);
        part.iter().for_each(|(tensor, ..)| drop(map.insert(tensor.clone(), name.clone().into())));
    }
    let index = serde_json::json!({ "weight_map": map });
    fs::write(folder.join("model.safetensors.index.json"), serde_json::to_vec(&index).unwrap()).unwrap();
}

/// A checkpoint as PyTorch pickles one: sizes, and tensors that point into storages.
fn openai(path: &Path) {
    let text = |text: &str| [&[b'X'][..], &(text.len() as u32).to_le_bytes(), text.as_bytes()].concat();
    let number = |number: u64| [&[b'J'][..], &(number as u32).to_le_bytes()].concat();
    let tuple = |items: Vec<Vec<u8>>| [&[b'('][..], &items.concat(), b"t"].concat();
    let mut pickle = b"\x80\x02}(".to_vec();
    pickle.extend([text("dims"), b"}(".to_vec(), text("n_audio_head"), number(4), text("n_text_head"), number(4)].concat());
    pickle.extend([b"u".to_vec(), text("model_state_dict"), b"ccollections\nOrderedDict\n)R(".to_vec()].concat());
    let mut files = Vec::new();
    for (key, (name, shape, values)) in weights(Naming::OpenAi).into_iter().enumerate() {
        let steps = (0..shape.len()).map(|at| number(shape[at + 1..].iter().product()));
        let storage =
            tuple(vec![text("storage"), b"ctorch\nFloatStorage\n".to_vec(), text(&key.to_string()), text("cpu"), number(9)]);
        let arguments = vec![
            [storage, b"Q".to_vec()].concat(),
            number(0),
            tuple(shape.iter().map(|size| number(*size)).collect()),
            tuple(steps.collect()),
            b"\x89".to_vec(),
            b"ccollections\nOrderedDict\n)R".to_vec(),
        ];
        pickle.extend(
            [text(&name), b"ctorch._utils\n_rebuild_tensor_v2\n".to_vec(), tuple(arguments), b"R".to_vec()].concat(),
        );
        files.push((format!("tiny/data/{key}"), bytes(&values)));
    }
    pickle.extend(b"uu.");
    files.insert(0, ("tiny/data.pkl".to_owned(), pickle));
    let files: Vec<(&str, Vec<u8>)> = files.iter().map(|(name, content)| (name.as_str(), content.clone())).collect();
    fs::write(path, zip(&files)).unwrap();
}

struct Made {
    dir: tempfile::TempDir,
}

impl Made {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn hash(&self, from: &Path, options: &AddOptions<'_>) -> Sha256 {
        let model = NewModel::open(from, options).unwrap_or_else(|e| panic!("{}: {e}", from.display()));
        let place = self.path("made.bin");
        let hash = model.write(&place, &mut |_| true).unwrap();
        let content = fs::read(&place).unwrap();
        assert_eq!((content.len() as u64, Sha256::of(&content)), (model.bytes(), hash));
        hash
    }
}

#[test]
fn a_model_gives_the_same_file_whichever_form_it_comes_in() {
    let made = Made::new();
    let plain = AddOptions::default();
    let (folder, shards, pt) = (made.path("hf"), made.path("shards"), made.path("tiny.pt"));
    hugging_face(&folder, 1);
    let hash = made.hash(&folder, &plain);
    assert_eq!(NewModel::open(&folder, &plain).unwrap().alignment_heads(), [(0, 1), (0, 3)]);
    hugging_face(&shards, 3);
    assert_eq!(made.hash(&shards, &plain), hash, "in three files");
    assert_eq!(made.hash(&folder.join("model.safetensors"), &plain), hash, "its own file stands for the folder");
    openai(&pt);
    let missing = NewModel::open(&pt, &plain).err().unwrap().to_string();
    assert!(missing.contains("lacks one of tokenizer.json, vocab.json"), "{missing}");
    let with = AddOptions { vocabulary: Some(&folder), ..plain };
    assert_eq!(made.hash(&pt, &with), hash, "a PyTorch checkpoint");
    let ct2 = made.path("ct2");
    fs::create_dir(&ct2).unwrap();
    vocabulary(&ct2);
    fs::write(ct2.join("config.json"), "{}").unwrap();
    let mut variables = joined_weights();
    variables.push(("encoder/num_heads".to_owned(), vec![], vec![4.0]));
    fs::write(ct2.join("model.bin"), ctranslate2(&variables)).unwrap();
    assert_eq!(made.hash(&ct2, &plain), hash, "a CTranslate2 folder");
    let ggml = made.path("ggml-own.bin");
    NewModel::open(&folder, &plain).unwrap().write(&ggml, &mut |_| true).unwrap();
    assert_eq!(made.hash(&ggml, &plain), hash, "a ggml file");
    let with = AddOptions { vocabulary: Some(&ggml), ..plain };
    assert_eq!(made.hash(&pt, &with), hash, "the vocabulary of a ggml file");
    crate::models::check(&ggml, hash).unwrap();
}

#[test]
fn fewer_bits_are_the_same_from_the_checkpoint_and_from_its_ggml_file() {
    let made = Made::new();
    let (folder, ggml) = (made.path("hf"), made.path("ggml-own.bin"));
    hugging_face(&folder, 1);
    NewModel::open(&folder, &AddOptions::default()).unwrap().write(&ggml, &mut |_| true).unwrap();
    for (quantization, most) in [(Quantization::Q8_0, 0.55), (Quantization::Q5_1, 0.39)] {
        let options = AddOptions { quantization: Some(quantization), ..AddOptions::default() };
        let hash = made.hash(&folder, &options);
        assert_eq!(made.hash(&ggml, &options), hash);
        let few = made.path("few.bin");
        fs::copy(made.path("made.bin"), &few).unwrap();
        // Filters and tokens are not quantised: 64 kB and 350 kB.
        let bits = |path: &Path| fs::metadata(path).unwrap().len() as f64 - 420_000.0;
        assert!(bits(&few) / bits(&ggml) < most, "{} of {}", bits(&few), bits(&ggml));
        crate::models::check(&few, hash).unwrap();
        let again = NewModel::open(&few, &options).err().unwrap();
        assert!(matches!(again, Error::Quantized { .. }), "{again}");
    }
}

#[test]
fn a_bad_folder_is_told_by_what_is_missing_or_of_another_shape() {
    let made = Made::new();
    let told = |from: &Path| NewModel::open(from, &AddOptions::default()).err().map(|e| e.to_string()).unwrap_or_default();
    let folder = made.path("hf");
    fs::create_dir(&folder).unwrap();
    assert!(told(&folder).contains("hf lacks its weights: `model.safetensors` or"), "{}", told(&folder));
    hugging_face(&folder, 1);
    let file = folder.join("model.safetensors");
    let mut tensors = weights(Naming::HuggingFace);
    let (name, shape, values) = tensors.pop().unwrap();
    safetensors(&file, &tensors);
    let words = "hf lacks the tensor `model.decoder.layer_norm.bias`, which is decoder.ln.bias";
    assert!(told(&folder).ends_with(words), "{}", told(&folder));
    tensors.push((name, vec![shape[0] / 2, 2], values));
    safetensors(&file, &tensors);
    let words = "`model.decoder.layer_norm.bias` has the shape 16 × 2, expected 32";
    assert!(told(&folder).ends_with(words), "{}", told(&folder));
    fs::write(folder.join("config.json"), CONFIG.replace("whisper", "wav2vec2")).unwrap();
    assert!(told(&folder).ends_with("a model of the type `wav2vec2`, expected `whisper`"), "{}", told(&folder));
    fs::write(folder.join("adapter_config.json"), "{}").unwrap();
    assert!(told(&folder).contains("merge the two first"), "{}", told(&folder));
    let index = made.path("index");
    hugging_face(&index, 2);
    fs::remove_file(index.join("model-1.safetensors")).unwrap();
    assert!(told(&index).contains("lacks `model-1.safetensors`, which `model.safetensors.index.json` names"));
}

#[test]
fn an_added_model_is_known_as_one_and_never_takes_a_published_name() {
    let made = Made::new();
    let (folder, models) = (made.path("hf"), made.path("models"));
    hugging_face(&folder, 1);
    let model = NewModel::open(&folder, &AddOptions::default()).unwrap();
    let put = |name: &str| add(&model, &folder, &models, name, &mut |_| true);
    let added = put("ours").unwrap();
    assert!(is_added(&added.path) && added.path.ends_with("models/ggml-ours.bin"));
    assert_eq!(alignment_heads_beside(&added.path), [(0, 1), (0, 3)]);
    assert_eq!(crate::models::decode_beside(&added.path).unwrap(), None, "it is run as published models are");
    assert!(matches!(put("ours"), Err(Error::NameTaken { .. })));
    assert!(matches!(put("base"), Err(Error::NameTaken { .. })));
    assert!(matches!(put("../base"), Err(Error::BadName { .. })));
    assert!(matches!(add(&model, &folder, &models, "half", &mut |done| done < 1_000_000), Err(Error::Stopped)));
    assert_eq!(fs::read_dir(&models).unwrap().count(), 2, "what was stopped leaves nothing");
    remove_facts(&added.path);
    assert!(!is_added(&added.path));
}
