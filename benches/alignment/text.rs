//! The texts of which cases are made.

use rawi::text::Language;

/// A text to perturb.
pub struct Text {
    pub language: Language,
    pub blocks: Vec<String>,
}

impl Text {
    pub fn read(name: &str, content: &str) -> Self {
        let blocks = content.split("\n\n").map(|b| b.trim().to_owned()).filter(|b| !b.is_empty()).collect();
        let language = if name.starts_with("ar") { Language::arabic() } else { Language::english() };
        Self { language, blocks }
    }

    pub fn is_arabic(&self) -> bool {
        self.language == Language::arabic()
    }
}
