//! The SQLite shelf: reports, recordings, articles, transcripts, alignments, corrections, search.
