//! Tables of data, as against tables that only place what a page shows.

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};

/// Rows and cells of a table of data, at least.
const MIN_ROWS: usize = 2;
const MIN_CELLS: usize = 6;
/// Bytes of one of its cells, at most: a table that places the parts of a page holds whole texts in them.
const MAX_CELL_BYTES: usize = 300;
/// How many elements a figure may stand above its table.
const FIGURE_DEPTH: usize = 4;

/// The tables of data, and the figures that show one instead of a picture.
pub(super) struct Tables {
    tables: HashSet<NodeId>,
    figures: HashSet<NodeId>,
}

impl Tables {
    pub(super) fn of(document: &Document) -> Self {
        let found = document.select("table");
        let data: Vec<&NodeRef<'_>> = found.nodes().iter().filter(|table| is_data(table)).collect();
        let is_figure = |node: &NodeRef<'_>| node.node_name().is_some_and(|name| &*name == "figure");
        let around =
            |table: &&NodeRef<'_>| table.ancestors_it(Some(FIGURE_DEPTH)).find(|node| is_figure(node)).map(|node| node.id);
        Self { figures: data.iter().filter_map(around).collect(), tables: data.iter().map(|table| table.id).collect() }
    }

    pub(super) fn is_data(&self, node: &NodeRef<'_>) -> bool {
        self.tables.contains(&node.id)
    }

    pub(super) fn is_in_figure(&self, node: &NodeRef<'_>) -> bool {
        self.figures.contains(&node.id)
    }
}

/// Whether a table has several rows of several short cells, and no table within it.
fn is_data(table: &NodeRef<'_>) -> bool {
    let (mut rows, mut cells) = (0, 0);
    for node in table.descendants_it() {
        match node.node_name().as_deref() {
            Some("table") => return false,
            Some("tr") => rows += 1,
            Some("td" | "th") => {
                if node.text().trim().len() > MAX_CELL_BYTES {
                    return false;
                }
                cells += 1;
            }
            _ => {}
        }
    }
    rows >= MIN_ROWS && cells >= MIN_CELLS.max(rows * 2)
}
