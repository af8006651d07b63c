//! Addresses that stand where a path is expected.

use std::path::Path;

use rawi::batch::ObjectBundles;

/// The address that stands where a path is expected; `None` for a path.
pub(crate) fn address(path: &Path) -> Option<&str> {
    path.to_str().filter(|text| text.starts_with("https://") || text.starts_with("http://"))
}

/// The address in a store of objects that stands where a path is expected; `None` for a path and for an address of the web.
pub(crate) fn object(path: &Path) -> Option<&str> {
    path.to_str().filter(|text| ObjectBundles::is_address(text))
}

/// The next step when a store of objects does not answer as it should.
pub(crate) const CREDENTIALS: &str = "the environment says who asks, and which server: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT; \
    GOOGLE_SERVICE_ACCOUNT; AZURE_STORAGE_ACCOUNT_NAME, AZURE_STORAGE_ACCOUNT_KEY";
