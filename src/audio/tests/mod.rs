//! Tests of the room as a whole: on files made here, on files made by ffmpeg, and on the shared recordings where they are.

mod ffmpeg;
mod formats;
mod made;
mod odd;
mod shared;
mod unusual;
