//! What the engine of this build is, and what of the processor it uses.

use super::{computes_with, graphics_cards};

/// What the engine is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EngineFacts {
    /// `whisper.cpp` and its version.
    pub name: String,
    /// The kinds of graphics cards and the like that it was built for; empty where it computes on the processor alone.
    pub accelerators: Vec<String>,
    /// The graphics cards of these kinds that are here, of which the first computes.
    pub cards: Vec<String>,
    /// What of the processor it uses, as it names it: `AVX2`, `FMA`.
    pub processor: Vec<String>,
}

/// The engine of this build.
#[must_use]
pub fn engine_facts() -> EngineFacts {
    let (accelerators, processor) = told_apart(computes_with());
    let name = format!("whisper.cpp {}", whisper_rs::WHISPER_CPP_VERSION);
    EngineFacts { name, accelerators, cards: graphics_cards(), processor }
}

/// The engine's own line, `CUDA : ARCHS = 900 | CPU : AVX = 1 | AVX2 = 0 |`, told apart: other sections than its own and the
/// processor's, and what the processor has.
fn told_apart(line: &str) -> (Vec<String>, Vec<String>) {
    let (mut accelerators, mut processor): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut section = "";
    for piece in line.split('|') {
        let flag = match piece.split_once(':') {
            Some((name, flag)) => {
                section = name.trim();
                flag
            }
            None => piece,
        };
        let Some((name, _)) = flag.split_once('=').filter(|(_, value)| value.trim() != "0") else { continue };
        match section {
            "CPU" => processor.push(name.trim().to_owned()),
            // What of whisper itself is switched on computes elsewhere too.
            "WHISPER" => accelerators.push(name.trim().to_owned()),
            card if !accelerators.iter().any(|known| known == card) => accelerators.push(card.to_owned()),
            _ => {}
        }
    }
    (accelerators, processor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engines_own_line_is_understood() {
        let line = "WHISPER : COREML = 0 | OPENVINO = 0 | CUDA : ARCHS = 900 | USE_GRAPHS = 1 | CPU : SSE3 = 1 | AVX2 = 0 | FMA = 1 | ";
        assert_eq!(told_apart(line), (vec!["CUDA".to_owned()], vec!["SSE3".to_owned(), "FMA".to_owned()]));
        assert_eq!(told_apart(""), (Vec::new(), Vec::new()));
        assert!(engine_facts().name.starts_with("whisper.cpp 1."));
    }
}
