//! `Alignment` → `CueTrack`; writers and readers of caption formats; the rule check.
