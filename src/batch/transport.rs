//! Requests to stores of objects, by the same client as every other request of rawi: its proxies, its certificates, its patience.

use std::pin::Pin;

use http_body_util::BodyExt;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpResponseBody, HttpService,
};
use ureq::Agent;
use ureq::http::{Method, Request, Response};

use crate::download::client;

/// Bytes of one answer, at most: what is longer comes in pieces.
const LONGEST_ANSWER: u64 = 512 << 20;

/// Makes the client.
#[derive(Debug, Clone, Copy)]
pub(super) struct Transport;

impl HttpConnector for Transport {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(Client(client(None, None))))
    }
}

#[derive(Debug)]
struct Client(Agent);

impl HttpService for Client {
    // As `async_trait` writes it.
    fn call<'a, 'b>(
        &'a self,
        request: HttpRequest,
    ) -> Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'b>>
    where
        'a: 'b,
        Self: 'b,
    {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await?.to_bytes();
            // One request at a time: nothing else waits on this thread.
            let answer = if body.is_empty() && matches!(parts.method, Method::GET | Method::HEAD | Method::DELETE) {
                self.0.run(Request::from_parts(parts, ()))
            } else {
                self.0.run(Request::from_parts(parts, &body[..]))
            };
            let (parts, mut body) = answer.map_err(unanswered)?.into_parts();
            let bytes = body.with_config().limit(LONGEST_ANSWER).read_to_vec().map_err(unanswered)?;
            Ok(Response::from_parts(parts, HttpResponseBody::from(bytes)))
        })
    }
}

fn unanswered(error: ureq::Error) -> HttpError {
    let kind = match &error {
        ureq::Error::Timeout(_) => HttpErrorKind::Timeout,
        ureq::Error::ConnectionFailed | ureq::Error::HostNotFound => HttpErrorKind::Connect,
        ureq::Error::Io(_) => HttpErrorKind::Interrupted,
        _ => HttpErrorKind::Request,
    };
    HttpError::new(kind, error)
}
