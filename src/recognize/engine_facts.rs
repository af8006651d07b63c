//! What the engine of this build is, and what of the processor it uses.

/// What the engine is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EngineFacts {
    /// `whisper.cpp` and its version.
    pub name: String,
    /// What of the processor it uses, as it names it: `AVX2`, `FMA`.
    pub processor: Vec<String>,
}

/// The engine of this build.
#[must_use]
pub fn engine_facts() -> EngineFacts {
    EngineFacts {
        name: format!("whisper.cpp {}", whisper_rs::WHISPER_CPP_VERSION),
        processor: of_processor(whisper_rs::print_system_info()),
    }
}

/// What the engine's own line, `CUDA : ARCHS = 900 | CPU : AVX = 1 | AVX2 = 0 |`, says of the processor.
fn of_processor(line: &str) -> Vec<String> {
    let (mut found, mut section) = (Vec::new(), "");
    for piece in line.split('|') {
        let flag = match piece.split_once(':') {
            Some((name, flag)) => {
                section = name.trim();
                flag
            }
            None => piece,
        };
        let flag = flag.split_once('=').filter(|(_, value)| section == "CPU" && value.trim() != "0");
        found.extend(flag.map(|(name, _)| name.trim().to_owned()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engines_own_line_is_understood() {
        let line = "WHISPER : COREML = 0 | OPENVINO = 0 | CUDA : ARCHS = 900 | USE_GRAPHS = 1 | CPU : SSE3 = 1 | AVX2 = 0 | FMA = 1 | ";
        assert_eq!(of_processor(line), ["SSE3", "FMA"]);
        assert_eq!(of_processor(""), [""; 0]);
        assert!(engine_facts().name.starts_with("whisper.cpp 1."));
    }
}
