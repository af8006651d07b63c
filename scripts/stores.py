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


class Forgetful(http.server.BaseHTTPRequestHandler):
    """Passes everything on to the server, less the condition of a put."""

    protocol_version = "HTTP/1.1"
    server_port = 0

    def pass_on(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name: value for name, value in self.headers.items() if name.lower() != "if-none-match"}
        behind = http.client.HTTPConnection("127.0.0.1", self.server_port)
        behind.request(self.command, self.path, body, headers)
        answer = behind.getresponse()
        content = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("transfer-encoding", "content-length", "connection"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_PUT = do_HEAD = do_DELETE = do_POST = pass_on

    def log_message(self, *_):
        pass


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
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=prefix)
        return [entry["Key"] for page in pages for entry in page.get("Contents", [])]

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


def main():
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        server = subprocess.Popen([os.path.join(os.path.dirname(sys.executable), "moto_server"), "-p", str(port)],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            for _ in range(200):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            scenes, store = Scenes(folder, port), f"s3://{BUCKET}/bundles"
            scenes.prepare()
            scenes.plan()
            scenes.run_all(store)
            scenes.look(store)
            scenes.refuse(store)
        finally:
            server.terminate()
            server.wait()
    return 1 if WRONG else 0


sys.exit(main())
