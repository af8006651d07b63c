//! `Speech` → `Transcript` behind one trait.
