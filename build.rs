//! Finds the demonstration model, so that a build without it still compiles: `models/rawi-demo.toml` (its facts) and
//! `models/rawi-demo*.zst` (the packed model) are built in when both are there.

use std::path::Path;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(rawi_demo)");
    println!("cargo::rerun-if-changed=models");
    let Some(root) = std::env::var_os("CARGO_MANIFEST_DIR") else { return };
    let models = Path::new(&root).join("models");
    let named = |name: &str| name.starts_with("rawi-demo") && name.ends_with(".zst");
    let packed = std::fs::read_dir(&models)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .find(|name| named(name));
    if let (Some(packed), true) = (packed, models.join("rawi-demo.toml").is_file()) {
        println!("cargo::rustc-cfg=rawi_demo");
        println!("cargo::rustc-env=RAWI_DEMO_PACKED={packed}");
    }
}
