//! One test binary for the whole program: whisper links slowly.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests say what they expect"
)]

mod added;
mod alignment;
mod architecture;
mod batch;
mod caption_commands;
mod captions;
mod commands;
mod contract;
mod converted;
mod damaged;
mod env;
mod examples;
mod feed_server;
mod feeds;
mod fetched;
mod foreign;
mod hearing;
mod help;
mod inputs;
mod made_elsewhere;
mod making;
mod models;
mod one_count;
mod packaging;
mod planned;
mod processes;
mod readme;
mod refusals;
mod required;
mod resumed;
mod review;
mod review_cues;
mod said_and_published;
mod samples;
mod schedulers;
mod shared_reports;
mod sites;
mod streams;
mod surface;
mod targets;
mod textgrid;
