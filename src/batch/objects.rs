//! What lies in a store of objects: Amazon S3 and what speaks its language, Google Cloud Storage, Azure Blob Storage.
//!
//! An address names the store and the place in it: `s3://bucket/prefix`, `gs://bucket/prefix`, `az://container/prefix`. Who asks, and which
//! server, stands in the environment variables that the stores' own tools read (`AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT`,
//! `GOOGLE_SERVICE_ACCOUNT`, `AZURE_STORAGE_ACCOUNT_NAME`, …).

use std::future::{Future, poll_fn};
use std::io::Write;

use object_store::aws::AmazonS3Builder;
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::path::Path as ObjectPath;
use object_store::{Error, GetOptions, GetRange, GetResult, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload};
use tokio::runtime::{Builder, Runtime};

use super::store::{BundleStore, StoreError};
use super::transport::Transport;
use crate::download::{Piece, PieceError, PieceFacts, Pieces};

/// A recording comes in pieces of so many bytes, so that it never lies in memory whole.
const PIECE: u64 = 8 << 20;
/// What is put to see whether the store keeps the promise that of two at once one puts.
const PROBE: &str = "rawi-probe";

/// What lies below a place in a store.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredObject {
    /// What its address adds to that of the place: `2017/monday.mp3`.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// When it was put there, in seconds since 1970.
    pub changed_unix_s: i64,
}

/// A place in a store of objects, and all that lies below it.
#[derive(Debug)]
pub struct ObjectBundles {
    address: String,
    store: Box<dyn ObjectStore>,
    place: ObjectPath,
    runtime: Runtime,
}

impl ObjectBundles {
    /// Whether `text` is the address of a place in such a store, by its beginning.
    ///
    /// ```
    /// use rawi::batch::ObjectBundles;
    /// assert!(ObjectBundles::is_address("s3://newsroom/bundles") && ObjectBundles::is_address("az://newsroom/bundles"));
    /// assert!(!ObjectBundles::is_address("bundles") && !ObjectBundles::is_address("https://example.org/a.mp3"));
    /// ```
    #[must_use]
    pub fn is_address(text: &str) -> bool {
        kind(text).is_some()
    }

    /// The place at `address`. Nothing is asked of the store yet.
    ///
    /// # Errors
    /// [`StoreError`] when it is no address of a place, or the environment does not say what its store needs.
    pub fn open(address: &str) -> Result<Self, StoreError> {
        let failed = |error: Box<dyn std::error::Error + Send + Sync>| StoreError::new("open", address, error);
        let Some((kind, path)) = kind(address).zip(path(address)) else {
            let wanted = "an address such as s3://bucket/prefix, gs://bucket/prefix or az://container/prefix was expected";
            return Err(failed(wanted.into()));
        };
        let store = kind.open(address).map_err(|error| failed(error.into()))?;
        let place = ObjectPath::parse(path.trim_matches('/')).map_err(|error| failed(error.into()))?;
        let runtime = Builder::new_current_thread().enable_time().build().map_err(|error| failed(error.into()))?;
        Ok(Self { address: address.trim_end_matches('/').to_owned(), store, place, runtime })
    }

    /// Whether the store leaves what is there when it is asked to: some accept the condition and ignore it, and of two tasks both would
    /// believe that theirs is kept. It is tried with a small object, which is removed again.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be reached or written to.
    pub fn keeps_what_is_there(&self) -> Result<bool, StoreError> {
        if !self.put_if_absent(PROBE, b"probe")? {
            return Ok(true);
        }
        let second = self.put_if_absent(PROBE, b"probe");
        self.remove(PROBE)?;
        Ok(!second?)
    }

    /// Writes what lies at `address`, one object, to `out`, piece by piece; `goes_on` is asked before each. How many bytes it has; `None` when
    /// there is nothing, or when it was stopped.
    ///
    /// # Errors
    /// [`StoreError`], also when it has more than `most` bytes or was replaced meanwhile.
    pub fn fetch(
        address: &str,
        most: u64,
        out: &mut impl Write,
        goes_on: &dyn Fn() -> bool,
    ) -> Result<Option<u64>, StoreError> {
        let mut object = Self::open(address)?;
        let unwritten = |error: std::io::Error| StoreError::new("keep", address, error);
        let (mut done, mut mark) = (0, None);
        loop {
            if !goes_on() {
                return Ok(None);
            }
            let piece = match object.piece(done, mark.as_deref()) {
                Ok(piece) => piece,
                Err(PieceError::Missing) => return Ok(None),
                Err(PieceError::Changed) => return Err(StoreError::new("read", address, "it was replaced meanwhile")),
                Err(PieceError::Refused(error) | PieceError::Failed(error)) => {
                    return Err(StoreError::new("read", address, error));
                }
            };
            if piece.total > most {
                return Err(StoreError::new("read", address, format!("it is longer than {most} bytes")));
            }
            out.write_all(&piece.bytes).map_err(unwritten)?;
            done += piece.bytes.len() as u64;
            mark = piece.mark;
            if done >= piece.total || piece.bytes.is_empty() {
                return Ok(Some(done));
            }
        }
    }

    /// All that lies below the place, in the order in which the store lists it, which is that of the names.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be listed.
    pub fn objects(&self) -> Result<Vec<StoredObject>, StoreError> {
        let mut all = Vec::new();
        self.each_object(&mut |object| all.push(object))?;
        Ok(all)
    }

    fn each_object(&self, each: &mut dyn FnMut(StoredObject)) -> Result<(), StoreError> {
        let mut found = self.store.list(Some(&self.place));
        while let Some(one) = self.wait(poll_fn(|context| found.as_mut().poll_next(context))) {
            let one = one.map_err(|error| StoreError::new("list", self.address.clone(), error))?;
            if let Some(parts) = one.location.prefix_match(&self.place) {
                let name = parts.map(|part| part.as_ref().to_owned()).collect::<Vec<_>>().join("/");
                each(StoredObject { name, bytes: one.size, changed_unix_s: one.last_modified.timestamp() });
            }
        }
        Ok(())
    }

    fn wait<T>(&self, what: impl Future<Output = T>) -> T {
        self.runtime.block_on(what)
    }

    fn at(&self, name: &str) -> ObjectPath {
        ObjectPath::from_iter(self.place.parts().chain(name.split('/').map(Into::into)))
    }

    fn failed(&self, doing: &'static str, name: &str, error: Error) -> StoreError {
        StoreError::new(doing, format!("{}/{name}", self.address), error)
    }

    fn put(&self, name: &str, bytes: &[u8], mode: PutMode) -> Result<(), Error> {
        let options = PutOptions { mode, ..PutOptions::default() };
        self.wait(self.store.put_opts(&self.at(name), PutPayload::from(bytes.to_vec()), options)).map(|_| ())
    }
}

impl BundleStore for ObjectBundles {
    fn name(&self) -> String {
        self.address.clone()
    }

    fn has(&self, name: &str) -> Result<bool, StoreError> {
        match self.wait(self.store.head(&self.at(name))) {
            Ok(_) => Ok(true),
            Err(Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(self.failed("look for", name, error)),
        }
    }

    fn read(&self, name: &str, most: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let found: GetResult = match self.wait(self.store.get(&self.at(name))) {
            Ok(found) => found,
            Err(Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(self.failed("read", name, error)),
        };
        if found.meta.size > most {
            let why = format!("it is longer than {most} bytes");
            return Err(StoreError::new("read", format!("{}/{name}", self.address), why));
        }
        let bytes = self.wait(found.bytes()).map_err(|error| self.failed("read", name, error))?;
        Ok(Some(bytes.into()))
    }

    fn put_if_absent(&self, name: &str, bytes: &[u8]) -> Result<bool, StoreError> {
        match self.put(name, bytes, PutMode::Create) {
            Ok(()) => Ok(true),
            Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => Ok(false),
            Err(error) => Err(self.failed("write", name, error)),
        }
    }

    fn replace(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.put(name, bytes, PutMode::Overwrite).map_err(|error| self.failed("write", name, error))
    }

    fn remove(&self, name: &str) -> Result<(), StoreError> {
        match self.wait(self.store.delete(&self.at(name))) {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(self.failed("remove", name, error)),
        }
    }

    fn list(&self, each: &mut dyn FnMut(&str)) -> Result<(), StoreError> {
        self.each_object(&mut |object| each(&object.name))
    }
}

/// The object that lies at the place itself.
impl Pieces for ObjectBundles {
    fn name(&self) -> &str {
        &self.address
    }

    fn facts(&mut self) -> Result<PieceFacts, PieceError> {
        let found = self.wait(self.store.head(&self.place)).map_err(unread)?;
        Ok(PieceFacts { total: found.size, mark: found.e_tag })
    }

    fn piece(&mut self, from: u64, mark: Option<&str>) -> Result<Piece, PieceError> {
        let range = Some(GetRange::Bounded(from..from + PIECE));
        let options = GetOptions { range, if_match: mark.map(str::to_owned), ..GetOptions::default() };
        let found = match self.wait(self.store.get_opts(&self.place, options)).map_err(unread) {
            Ok(found) => found,
            // Behind its end, and of an empty object, there is no piece.
            Err(PieceError::Failed(error)) => match self.facts()? {
                PieceFacts { total, mark } if total <= from => return Ok(Piece { bytes: Vec::new(), total, mark }),
                _ => return Err(PieceError::Failed(error)),
            },
            Err(error) => return Err(error),
        };
        let (total, mark) = (found.meta.size, found.meta.e_tag.clone());
        let bytes = self.wait(found.bytes()).map_err(unread)?;
        Ok(Piece { bytes: bytes.into(), total, mark })
    }
}

fn unread(error: Error) -> PieceError {
    match error {
        Error::NotFound { .. } => PieceError::Missing,
        Error::Precondition { .. } => PieceError::Changed,
        error @ (Error::PermissionDenied { .. } | Error::Unauthenticated { .. }) => PieceError::Refused(error.into()),
        error => PieceError::Failed(error.into()),
    }
}

/// The kinds of stores.
#[derive(Debug, Clone, Copy)]
enum Kind {
    S3,
    Google,
    Azure,
}

/// By the beginning of an address.
fn kind(address: &str) -> Option<Kind> {
    match address.split_once("://")?.0 {
        "s3" | "s3a" => Some(Kind::S3),
        "gs" => Some(Kind::Google),
        "az" | "azure" | "abfs" | "abfss" => Some(Kind::Azure),
        _ => None,
    }
}

/// What stands behind the bucket, which must be there.
fn path(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    let (bucket, path) = rest.split_once('/').unwrap_or((rest, ""));
    (!bucket.is_empty()).then_some(path)
}

impl Kind {
    fn open(self, address: &str) -> Result<Box<dyn ObjectStore>, Error> {
        let transport = Transport;
        Ok(match self {
            Self::S3 => Box::new(AmazonS3Builder::from_env().with_url(address).with_http_connector(transport).build()?),
            Self::Google => {
                Box::new(GoogleCloudStorageBuilder::from_env().with_url(address).with_http_connector(transport).build()?)
            }
            Self::Azure => {
                Box::new(MicrosoftAzureBuilder::from_env().with_url(address).with_http_connector(transport).build()?)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_kind_of_store_and_a_place_in_it() {
        for (address, is_one) in [
            ("s3://newsroom", true),
            ("s3a://newsroom/2017/", true),
            ("gs://newsroom/bundles", true),
            ("abfss://container@account.dfs.core.windows.net/bundles", true),
            ("az://container/bundles", true),
            ("S3://newsroom", false),
            ("https://newsroom.s3.amazonaws.com/a", false),
            ("s3:/newsroom", false),
            ("bundles/s3", false),
            ("", false),
        ] {
            assert_eq!(ObjectBundles::is_address(address), is_one, "{address}");
        }
        assert_eq!((path("s3://newsroom"), path("s3://newsroom/a/b"), path("s3:///a")), (Some(""), Some("a/b"), None));
    }

    #[test]
    fn what_a_kind_of_store_needs_and_does_not_have_is_told_with_the_address() {
        // Azure's address names no account, and nothing else does here.
        if std::env::vars().any(|(name, _)| name.starts_with("AZURE_")) {
            return;
        }
        let error = ObjectBundles::open("az://newsroom/bundles").unwrap_err();
        assert_eq!(error.to_string(), "cannot open `az://newsroom/bundles`");
        let why = std::error::Error::source(&error).unwrap().to_string();
        assert!(why.contains("Account must be specified"), "{why}");
        assert!(ObjectBundles::open("abfss://bundles@newsroom.dfs.core.windows.net/2017").is_ok());
        assert!(ObjectBundles::open("s3://newsroom/a//b").is_err());
    }

    #[test]
    fn what_is_no_place_is_told_with_what_was_expected() {
        for address in ["s3://", "s3:///bundles", "bundles"] {
            let error = ObjectBundles::open(address).unwrap_err();
            assert_eq!(error.to_string(), format!("cannot open `{address}`"));
            let why = std::error::Error::source(&error).unwrap().to_string();
            assert!(why.contains("s3://bucket/prefix"), "{why}");
        }
    }
}
