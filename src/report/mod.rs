//! Coverage, differences between said and published, rule breaches → terminal, HTML, JSON.
