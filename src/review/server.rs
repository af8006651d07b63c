//! The server: the one place with an async runtime.

use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use super::desk::Desk;
use super::events::Hub;
use super::guard::guard;
use super::secrets::Secrets;
use super::shared::{Inside, Options, Shared};
use super::{Error, api, api_changes, api_cues, assets, watch};

/// A body is never longer.
const LONGEST_BODY: usize = 1024 * 1024;
/// How often it is asked whether to stop.
const ASKING: Duration = Duration::from_millis(100);
/// How long open connections may take to end.
const LEAVING: Duration = Duration::from_secs(3);

/// Serves the review page until `stop` says so. `ready` is told the link, with its secret, once the page can be opened. What people
/// changed and no version of the transcript holds yet is made one at the end.
///
/// # Errors
/// [`Error::Port`] when the port is taken, [`Error::Catalog`] when the catalog cannot be opened to be written, [`Error::System`].
pub fn serve(options: Options, stop: &dyn Fn() -> bool, ready: impl FnOnce(&str)) -> Result<(), Error> {
    let system = |doing| move |source| Error::System { doing, source };
    let asked = options.port;
    let port_taken = |source| Error::Port { port: asked, source };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, asked)).map_err(port_taken)?;
    listener.set_nonblocking(true).map_err(port_taken)?;
    let port = listener.local_addr().map_err(port_taken)?.port();
    let secrets = Secrets::new(port).map_err(system("no secret for the link"))?;
    let (changes, first) = Desk::open(&options.catalog, "review changes")?;
    let (aligning, second) = Desk::open(&options.catalog, "review aligning")?;
    let opened = options.report.map(|report| format!("/report/{report}")).unwrap_or_default();
    let link = format!("http://127.0.0.1:{port}/#{}{opened}", secrets.token);
    let hub = Hub::default();
    let shared = Shared(Arc::new(Inside { options, secrets, changes, aligning, hub, making: Arc::default() }));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(system("no runtime"))?;
    let served = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        ready(&link);
        run(listener, shared.clone(), stop).await
    });
    // Streams and connections that are left hold the desks; with them their threads end.
    drop(runtime);
    drop(shared);
    let _ = (first.join(), second.join());
    served.map_err(system("the network failed"))
}

async fn run(listener: tokio::net::TcpListener, shared: Shared, stop: &dyn Fn() -> bool) -> std::io::Result<()> {
    let (stopping, stopped) = tokio::sync::oneshot::channel::<()>();
    let watching = tokio::spawn(watch::watch(shared.clone()));
    let app = router(shared.clone());
    let serving = axum::serve(listener, app).with_graceful_shutdown(async move { drop(stopped.await) });
    let serving = tokio::spawn(async move { serving.await });
    while !stop() {
        tokio::time::sleep(ASKING).await;
    }
    drop(stopping);
    shared.hub.close();
    watching.abort();
    let ended = tokio::time::timeout(LEAVING, serving).await;
    watch::settle_all(&shared).await;
    match ended {
        Ok(Ok(served)) => served,
        // A connection that does not end in time, or a panic in the server, is let go.
        Ok(Err(_)) | Err(_) => Ok(()),
    }
}

fn router(shared: Shared) -> Router {
    Router::new()
        .route("/", get(assets::page))
        .route("/page/{name}", get(assets::asset))
        .route("/media/{name}", get(api::media))
        .route("/api/session", get(api::session))
        .route("/api/events", get(api::events))
        .route("/api/reports", get(api::reports))
        .route("/api/reports/{id}", get(api::report))
        .route("/api/reports/{id}/told", get(api::told))
        .route("/api/reports/{id}/sound", get(api::sound))
        .route("/api/reports/{id}/history", get(api::history))
        .route("/api/reports/{id}/speakers", get(api::speakers))
        .route("/api/reports/{id}/positions", get(api::positions))
        .route("/api/reports/{id}/position", post(api_changes::position))
        .route("/api/reports/{id}/here", get(api::here).post(api_changes::here))
        .route("/api/reports/{id}/operations", post(api_changes::operation))
        .route("/api/reports/{id}/undo", post(api_changes::undo))
        .route("/api/reports/{id}/decisions", post(api_changes::decision))
        .route("/api/reports/{id}/cues/{preset}", get(api_cues::cues))
        .route("/api/reports/{id}/cues", post(api_cues::act))
        .route("/api/reports/{id}/status", post(api_changes::status))
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(from_fn_with_state(shared.clone(), guard))
        .with_state(shared)
}
