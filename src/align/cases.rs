//! The cases that every aligner must survive, one test each.
