/// Why a file is no timed text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Nothing in it, or only white space.
    #[error("it is empty")]
    Empty,
    /// Larger than [`MAX_BYTES`](super::MAX_BYTES).
    #[error("it has {bytes} bytes, and more than {limit} are not read")]
    TooLarge {
        /// The size of the file.
        bytes: usize,
        /// [`MAX_BYTES`](super::MAX_BYTES).
        limit: usize,
    },
    /// The bytes are no text, or the encoding that was named is none.
    #[error(transparent)]
    Encoding(#[from] crate::text::EncodingError),
    /// It is of no form that is known.
    #[error("it is of no form that is known; it begins `{begins}`")]
    Unrecognised {
        /// Its first characters.
        begins: String,
    },
    /// JSON in which no transcript was found.
    #[error("it is JSON of no form that is known; it has {fields}")]
    UnknownFields {
        /// The members that were seen, each in backticks; those of lists behind `[]`.
        fields: String,
    },
    /// JSON that is cut short or broken.
    #[error("line {line} is not JSON: found none of {expected}")]
    Json {
        /// The line, from 1.
        line: usize,
        /// What should have stood there.
        expected: &'static str,
    },
    /// A file of a known form that is broken beyond reading.
    #[error("it is no {form} file: {problem}")]
    Malformed {
        /// The form.
        form: &'static str,
        /// What is wrong.
        problem: String,
    },
}
