/// Why the text of a PDF cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PdfFault {
    /// It is not whole, or no PDF but for its first bytes.
    #[error("it is damaged")]
    Damaged,
    /// It opens only with a password, or its content is enciphered with an empty one.
    #[error("it is encrypted (print it to a PDF without a password)")]
    Encrypted,
    /// It unpacks to more than is read, or repeats itself without end.
    #[error("it unpacks to more than an article has")]
    TooLarge,
    /// No letter stands in it: the picture of a page.
    #[error("its {pages} pages are pictures without text")]
    NoText {
        /// How many pages it has.
        pages: usize,
    },
}
