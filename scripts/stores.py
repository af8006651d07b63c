"""The scenes of scripts/stores. Prints a line for each; ends with 1 when one is not as it must be."""
import http.client
import http.server
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time

import boto3

RAWI = os.path.abspath(sys.argv[1])
ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
BUCKET = "newsroom"
WRONG = []


def check(what, is_so, told=""):
    print(("ok      " if is_so else "WRONG   ") + what)
    if not is_so:
        WRONG.append(what)
        print(told)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def names(s3, prefix):
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=prefix)
    return [entry["Key"] for page in pages for entry in page.get("Contents", [])]


class Forgetful(http.server.BaseHTTPRequestHandler):
    """Passes everything on to the server, less the condition of a put."""

    protocol_version = "HTTP/1.1"
    server_port = 0
    forgets = "if-none-match"

    def pass_on(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name: value for name, value in self.headers.items() if name.lower() != self.forgets}
        behind = http.client.HTTPConnection("127.0.0.1", self.server_port)
        behind.request(self.command, self.path, body, headers)
        answer = behind.getresponse()
        content = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("transfer-encoding", "content-length", "connection"):
                self.send_header(name, value)
        length = answer.getheader("Content-Length") if self.command == "HEAD" else len(content)
        self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_PUT = do_HEAD = do_DELETE = do_POST = pass_on

    def log_message(self, *_):
        pass


class Cutting(Forgetful):
    """Passes on requests for the model up to so many bytes of it, and answers no more after that."""

    forgets = ""
    after = 2 << 23
    asked = []

    def do_GET(self):
        begin = (self.headers.get("Range") or "").removeprefix("bytes=").split("-")[0]
        if self.path.endswith("ggml-ours.bin") and begin:
            if int(begin) >= Cutting.after:
                self.send_error(403)
                return
            Cutting.asked.append(int(begin))
        self.pass_on()


class Scenes:
    def __init__(self, folder, port):
        self.folder, self.port = folder, port
        self.env = dict(os.environ, AWS_ACCESS_KEY_ID="key", AWS_SECRET_ACCESS_KEY="secret", AWS_REGION="us-east-1",
                        AWS_ENDPOINT=f"http://127.0.0.1:{port}", AWS_ALLOW_HTTP="true", XDG_CACHE_HOME=f"{folder}/cache", NO_COLOR="1")
        self.s3 = boto3.client("s3", endpoint_url=f"http://127.0.0.1:{port}", region_name="us-east-1",
                               aws_access_key_id="key", aws_secret_access_key="secret")

    def begin(self, *arguments, **env):
        command = [RAWI, "--catalog", f"{self.folder}/catalog.db", *arguments]
        return subprocess.Popen(command, cwd=self.folder, env=dict(self.env, **env), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def rawi(self, *arguments, **env):
        run = self.begin(*arguments, **env)
        out, err = run.communicate(timeout=300)
        return run.returncode, out, err

    def names(self, prefix):
        return names(self.s3, prefix)

    def prepare(self):
        self.s3.create_bucket(Bucket=BUCKET)
        subprocess.run(["ffmpeg", "-v", "error", "-y", "-t", "4", "-i", f"{ROOT}/samples/en-council.mp3", "-ac", "1", f"{self.folder}/a.wav"], check=True)
        subprocess.run(["ffmpeg", "-v", "error", "-y", "-ss", "20", "-t", "4", "-i", f"{ROOT}/samples/en-council.mp3", "-ac", "1", f"{self.folder}/b.wav"], check=True)
        for name in ("a.wav", "b.wav"):
            self.s3.upload_file(f"{self.folder}/{name}", BUCKET, f"recordings/{name}")
        self.s3.put_object(Bucket=BUCKET, Key="recordings/empty.wav", Body=b"")
        self.s3.upload_file(f"{ROOT}/samples/en-council.article.txt", BUCKET, "pages/a.txt")
        with open(f"{self.folder}/list.csv", "w") as out:
            out.write("recording,article\n")
            out.write(f"s3://{BUCKET}/recordings/a.wav,s3://{BUCKET}/pages/a.txt\n")
            out.write(f"s3://{BUCKET}/recordings/b.wav,\n")

        for name, key in (("a.wav", "2017/a b.wav"), ("b.wav", "b.wav"), ("b.wav", ".trash/c.wav")):
            self.s3.upload_file(f"{self.folder}/{name}", BUCKET, f"shows/{key}")
        for key in ("2017/a b.txt", "2017/other.html", "2017/other.check.html"):
            self.s3.upload_file(f"{ROOT}/samples/en-council.article.txt", BUCKET, f"shows/{key}")
        self.s3.put_object(Bucket=BUCKET, Key="shows/2017/", Body=b"")
        self.s3.put_object(Bucket=BUCKET, Key="shows/list.csv", Body="recording,article\n2017/a b.wav,2017/a b.txt\n".encode())

    def plan(self):
        code, out, err = self.rawi("batch", "plan", "list.csv", "--tasks", "2", "-o", "plan.jsonl")
        check("recordings in the store are planned", code == 0 and "2 recordings, 1 with an article" in out + err, out + err)

    def run_all(self, store):
        runs = [self.begin("batch", "run", "--plan", "plan.jsonl", "--out", store, "--index", str(n % 2), "--json") for n in range(4)]
        told = [(run.communicate(timeout=300), run.returncode) for run in runs]
        check("four runs of two tasks at once all end well", all(code == 0 for _, code in told), str(told))
        bundles = [name for name in self.names("bundles/") if not name.endswith("rawi-probe")]
        check("each bundle is there once, and no probe is left", len(bundles) == 2 and len(self.names("bundles/")) == 2, str(self.names("bundles/")))
        before = {name: self.s3.head_object(Bucket=BUCKET, Key=name)["LastModified"] for name in bundles}
        code, out, err = self.rawi("batch", "run", "--plan", "plan.jsonl", "--out", store, "--index", "0")
        after = {name: self.s3.head_object(Bucket=BUCKET, Key=name)["LastModified"] for name in bundles}
        check("what is there is passed over", code == 0 and before == after, out + err)

    def look(self, store):
        code, out, err = self.rawi("batch", "status", "--plan", "plan.jsonl", "--out", store, "--json")
        check("the status is read from the store", code == 0 and json.loads(out)["done"] == 2, out + err)
        code, out, err = self.rawi("import", store)
        check("the bundles are imported from the store", code == 0 and "2 bundles taken" in out + err, out + err)
        code, out, err = self.rawi("import", store)
        check("a second import takes nothing", code == 0 and "0 bundles taken" in out + err, out + err)

    def model_path(self):
        """The demonstration model under another name: a model of the person's own."""
        code, out, err = self.rawi("models", "path")
        check("the demonstration model is there", code == 0, out + err)
        return out.strip()

    def model(self):
        path = self.model_path()
        self.s3.upload_file(path, BUCKET, "models/ggml-ours.bin")
        self.s3.upload_file(f"{ROOT}/models/rawi-demo.toml", BUCKET, "models/ggml-ours.toml")
        address = f"s3://{BUCKET}/models/ggml-ours.bin"
        code, out, err = self.rawi("batch", "plan", f"s3://{BUCKET}/shows/", "--model", address, "--tasks", "1", "-o", "folder.jsonl")
        check("a directory of the store is planned, articles by their names",
              code == 0 and "2 recordings, 1 with an article" in err and "by ggml-ours" in err and "1 article of no recording" in err, out + err)
        check("the model was fetched for that", f"fetching {address}" in err, err)
        planned = [json.loads(line) for line in open(f"{self.folder}/folder.jsonl")][1:]
        named = {line["recording"]: line.get("article") for line in planned}
        base = f"s3://{BUCKET}/shows"
        check("hidden objects and what rawi wrote are passed over",
              named == {f"{base}/2017/a b.wav": f"{base}/2017/a b.txt", f"{base}/b.wav": None}, str(named))
        code, out, err = self.rawi("batch", "plan", f"{base}/2017/a b.wav", "--model", address, "-o", "one.jsonl")
        check("one recording of the store finds its article", code == 0 and "1 recording, 1 with an article" in err and "fetching" not in err, out + err)
        code, out, err = self.rawi("batch", "plan", f"{base}/list.csv", "--model", address, "-o", "listed.jsonl")
        check("a list in the store is read, its paths count from there", code == 0 and "1 recording, 1 with an article" in err, out + err)
        code, out, err = self.rawi("batch", "plan", f"{base}/", "--since", "2099-01-01", "--model", address, "-o", "never.jsonl")
        check("recordings put there earlier are left out", code == 2 and "no recording" in err, f"{code} {out}{err}")
        code, out, err = self.rawi("batch", "plan", f"s3://{BUCKET}/nowhere/", "-o", "never.jsonl")
        check("a place with nothing is told", code == 2 and f"nothing lies at `s3://{BUCKET}/nowhere`" in err, f"{code} {out}{err}")
        fresh = f"{self.folder}/fresh"
        command = ["batch", "run", "--plan", "folder.jsonl", "--out", f"s3://{BUCKET}/modelled", "--index", "0", "--json"]
        runs = [self.begin(*command, "--model", address, XDG_CACHE_HOME=fresh) for _ in range(2)]
        told = [(run.communicate(timeout=300), run.returncode) for run in runs]
        fetches = sum(f"fetching {address}" in err for (_, err), _ in told)
        check("two tasks at once take the model from the store, fetched once", all(code == 0 for _, code in told) and fetches == 1, str(told))
        os.rename(f"{self.folder}/cache", f"{self.folder}/cache-before")
        code, out, err = self.rawi(*command, XDG_CACHE_HOME=fresh, RAWI_MODEL=address)
        check("the model can be named by the environment, and is not fetched again", code == 0 and "fetching" not in err and json.loads(out)["found"] == 2, out + err)
        os.rename(f"{self.folder}/cache-before", f"{self.folder}/cache")
        self.broken(command, address)

    def broken(self, command, address):
        """A model that comes in pieces, whose server goes away in between."""
        Cutting.server_port = self.port
        cutting = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Cutting)
        threading.Thread(target=cutting.serve_forever, daemon=True).start()
        there, cache = f"http://127.0.0.1:{cutting.server_address[1]}", f"{self.folder}/cut"
        code, out, err = self.rawi(*command, "--model", address, AWS_ENDPOINT=there, XDG_CACHE_HOME=cache)
        whole = os.path.getsize(self.model_path())
        kept = [os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(cache) for name in names if name == "ggml-ours.bin.part"]
        check("a model that broke off asks to be tried again, and is not half there",
              code == 75 and kept == [Cutting.after] and address in err and not any("ggml-ours.bin" in names for _, _, names in os.walk(cache)),
              f"{code} {kept} {out}{err}")
        Cutting.asked, Cutting.after = [], whole
        code, out, err = self.rawi(*command, "--model", address, AWS_ENDPOINT=there, XDG_CACHE_HOME=cache)
        first = min((begin for begin in Cutting.asked), default=None)
        check("the next run goes on where it was", code == 0 and first == kept[0] if kept else False, f"{code} {Cutting.asked} {out}{err}")
        cutting.shutdown()
        with open(f"{self.folder}/other.bin", "wb") as out:
            out.write(open(self.model_path(), "rb").read()[:-4] + b"abcd")
        self.s3.upload_file(f"{self.folder}/other.bin", BUCKET, "models/ggml-ours.bin")
        code, out, err = self.rawi(*command, "--model", address)
        check("another model in its place is fetched anew and refused, by its hash", code == 64 and f"fetching {address}" in err and "it is another one" in err, f"{code} {out}{err}")
        code, out, err = self.rawi(*command, "--model", f"s3://{BUCKET}/models")
        check("a directory is told with what lies in it", code == 75 and "ggml-ours.bin" in err and "--model" in err, f"{code} {out}{err}")
        code, out, err = self.rawi(*command, "--model", f"s3://{BUCKET}/recordings/a.wav")
        check("what is no model is told by its address", code == 75 and f"s3://{BUCKET}/recordings/a.wav" in err and "not a Whisper model" in err, f"{code} {out}{err}")
        code, out, err = self.rawi(*command, "--model", "https://example.org/ggml-ours.bin")
        check("a model on the web is told", code == 75 and "models pull" in err, f"{code} {out}{err}")

    def refuse(self, store):
        Forgetful.server_port = self.port
        forgetful = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Forgetful)
        threading.Thread(target=forgetful.serve_forever, daemon=True).start()
        there = f"http://127.0.0.1:{forgetful.server_address[1]}"
        code, out, err = self.rawi("batch", "run", "--plan", "plan.jsonl", "--out", f"s3://{BUCKET}/other", "--index", "0", AWS_ENDPOINT=there)
        check("a store that ignores conditions is refused", code == 64 and "conditional writes" in err and not self.names("other/"), f"{code} {out}{err}")
        forgetful.shutdown()
        code, out, err = self.rawi("batch", "run", "--plan", "plan.jsonl", "--out", "s3://nothing/here", "--index", "0")
        check("a bucket that is not there is told", code == 75 and "s3://nothing/here" in err, f"{code} {out}{err}")
        code, out, err = self.rawi("batch", "run", "--plan", "plan.jsonl", "--out", store, "--index", "0", AWS_ENDPOINT=f"http://127.0.0.1:{free_port()}")
        check("a store that cannot be reached asks to be tried again", code == 75, f"{code} {out}{err}")
        self.s3.delete_object(Bucket=BUCKET, Key="recordings/b.wav")
        code, out, err = self.rawi("batch", "run", "--plan", "plan.jsonl", "--out", f"s3://{BUCKET}/third", "--index", "0")
        other, out2, err2 = self.rawi("batch", "run", "--plan", "plan.jsonl", "--out", f"s3://{BUCKET}/third", "--index", "1")
        check("a recording that is gone is bad, and the other is made", sorted([code, other]) == [0, 65], f"{code} {other} {out}{err}{out2}{err2}")


class Google:
    """Google Cloud Storage. Its XML interface, which rawi speaks, is that of S3 for all that reads; fake-gcs-server has only the other one (JSON)."""

    kind, out = "gs", "bundles-gs"

    def __init__(self, scenes):
        self.address, self.command, self.s3 = "gs://newsroom", None, scenes.s3
        self.env = {"GOOGLE_BASE_URL": scenes.env["AWS_ENDPOINT"], "GOOGLE_ALLOW_HTTP": "true", "GOOGLE_SKIP_SIGNATURE": "true"}

    def begin(self):
        for key in names(self.s3, "shows/"):
            self.s3.delete_object(Bucket=BUCKET, Key=key)

    def put(self, key, path):
        # Nothing is signed here: whoever asks may read.
        self.s3.upload_file(path, BUCKET, key, ExtraArgs={"ACL": "public-read"})


class Azure:
    """Azure Blob Storage, by Azurite."""

    kind, out = "az", "az://newsroom/bundles"

    def __init__(self, scenes):
        program = os.path.join(ROOT, "build", "stores", "node_modules", ".bin", "azurite-blob")
        if not os.path.exists(program):
            raise ImportError("azurite is not here")
        from azure.storage.blob import BlobServiceClient
        self.client = BlobServiceClient
        self.port, self.address = free_port(), "az://newsroom"
        url = f"http://127.0.0.1:{self.port}"
        self.command = [program, "--silent", "--skipApiVersionCheck", "--blobHost", "127.0.0.1", "--blobPort", str(self.port), "--location", f"{scenes.folder}/azurite"]
        self.env = {"AZURE_STORAGE_USE_EMULATOR": "true", "AZURE_ALLOW_HTTP": "true", "AZURITE_BLOB_STORAGE_URL": url}
        # The account that every Azurite has.
        key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
        self.connection = f"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={key};BlobEndpoint={url}/devstoreaccount1;"

    def begin(self):
        self.container = self.client.from_connection_string(self.connection).create_container("newsroom")

    def put(self, key, path):
        with open(path, "rb") as content:
            self.container.upload_blob(key, content)


def other_kind(make, scenes):
    """The same day with a store of another kind."""
    try:
        store = make(scenes)
    except ImportError as error:
        print(f"skipped: {make.kind}://: {error}")
        return
    server = started(store.command, store.port) if store.command else None
    try:
        store.begin()
        sample = f"{ROOT}/samples/en-council.article.txt"
        for key, path in (("shows/a b.wav", "a.wav"), ("shows/a b.txt", sample), ("shows/b.wav", "b.wav")):
            store.put(key, path if os.path.isabs(path) else f"{scenes.folder}/{path}")
        store.put("models/ggml-ours.bin", scenes.model_path())
        store.put("models/ggml-ours.toml", f"{ROOT}/models/rawi-demo.toml")
        model, plan = f"{store.address}/models/ggml-ours.bin", f"{store.kind}.jsonl"
        code, out, err = scenes.rawi("batch", "plan", f"{store.address}/shows", "--model", model, "-o", plan, **store.env)
        check(f"{store.kind}: a directory is planned and its model fetched", code == 0 and "2 recordings, 1 with an article" in err and f"fetching {model}" in err, out + err)
        command = ["batch", "run", "--plan", plan, "--out", store.out, "--model", model, "--index", "0"]
        code, out, err = scenes.rawi(*command, **store.env)
        check(f"{store.kind}: a task is run, with the model that is here", code == 0 and "2 made" in err and "fetching" not in err, f"{code} {out}{err}")
        code, out, err = scenes.rawi(*command, **store.env)
        check(f"{store.kind}: what is there is passed over", code == 0 and "0 made, 2 there before" in err, f"{code} {out}{err}")
        code, out, err = scenes.rawi("batch", "status", "--plan", plan, "--out", store.out, "--json", **store.env)
        check(f"{store.kind}: the status is read", code == 0 and json.loads(out)["done"] == 2, f"{code} {out}{err}")
        code, out, err = scenes.rawi("import", store.out, **store.env)
        check(f"{store.kind}: the bundles are imported", code == 0 and "bundles taken" in err, f"{code} {out}{err}")
        code, out, err = scenes.rawi("batch", "plan", f"{store.address}/nowhere", "-o", "never.jsonl", **store.env)
        check(f"{store.kind}: a place with nothing is told", code == 2 and f"nothing lies at `{store.address}/nowhere`" in err, f"{code} {out}{err}")
        code, out, err = scenes.rawi("batch", "plan", f"{store.kind}://other/shows", "-o", "never.jsonl", **store.env)
        check(f"{store.kind}: a bucket that is not there is told", code == 2 and f"{store.kind}://other/shows" in err, f"{code} {out}{err}")
    finally:
        if server:
            stopped(server)


def stopped(server):
    "Ends a server, whatever connections it waits for."
    server.terminate()
    try:
        server.wait(timeout=5)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def started(command, port):
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    return server


def main():
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        server = started([os.path.join(os.path.dirname(sys.executable), "moto_server"), "-p", str(port)], port)
        try:
            scenes, store = Scenes(folder, port), f"s3://{BUCKET}/bundles"
            scenes.prepare()
            scenes.plan()
            scenes.run_all(store)
            scenes.look(store)
            scenes.model()
            scenes.refuse(store)
            for kind in (Google, Azure):
                other_kind(kind, scenes)
        finally:
            stopped(server)
    return 1 if WRONG else 0


sys.exit(main())
