// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/source_bench.h"

#include <QDir>
#include <QFile>

namespace cid::test {

using namespace Qt::StringLiterals;

namespace {

/// Writes container images. layer(entries): entries are (name, kind, content or target).
const QByteArray python = R"PY(
import tarfile, io, sys, os, json, hashlib, gzip
OUT = sys.argv[1]
os.makedirs(OUT + '/blobs/sha256', exist_ok=True)
def blob(data):
    name = hashlib.sha256(data).hexdigest()
    open(OUT + '/blobs/sha256/' + name, 'wb').write(data)
    return {'digest': 'sha256:' + name, 'size': len(data)}
def tar(entries):
    out = io.BytesIO()
    t = tarfile.open(fileobj=out, mode='w', format=tarfile.PAX_FORMAT)
    for name, kind, *rest in entries:
        i = tarfile.TarInfo(name); i.mode = 0o755 if kind == 'd' else 0o644; i.mtime = 1000000000
        value = rest[0] if rest else b''
        if kind == 'd': i.type = tarfile.DIRTYPE
        elif kind == 'l': i.type = tarfile.SYMTYPE; i.linkname = value; value = b''
        elif kind == 'h': i.type = tarfile.LNKTYPE; i.linkname = value; value = b''
        elif kind == 'c': i.type = tarfile.CHRTYPE; i.devmajor = 1; i.devminor = 3
        if kind == 'f': i.size = len(value); t.addfile(i, io.BytesIO(value))
        else: t.addfile(i)
    t.close()
    return out.getvalue()
def image(*layers):
    parts = []
    for n, one in enumerate(layers):
        data = tar(one)
        if n % 2 == 0: parts.append({'mediaType': 'application/vnd.oci.image.layer.v1.tar+gzip', **blob(gzip.compress(data, mtime=0))})
        else: parts.append({'mediaType': 'application/vnd.oci.image.layer.v1.tar', **blob(data)})
    config = {'mediaType': 'application/vnd.oci.image.config.v1+json', **blob(json.dumps({'architecture': 'amd64', 'os': 'linux', 'rootfs': {'type': 'layers', 'diff_ids':
        ['sha256:' + hashlib.sha256(tar(one)).hexdigest() for one in layers]}}).encode())}
    return {'mediaType': 'application/vnd.oci.image.manifest.v1+json',
            **blob(json.dumps({'schemaVersion': 2, 'config': config, 'layers': parts}).encode())}
def index(*manifests):
    return json.dumps({'schemaVersion': 2, 'manifests': list(manifests)}).encode()
def layout(*manifests):
    open(OUT + '/oci-layout', 'w').write('{"imageLayoutVersion": "1.0.0"}')
    open(OUT + '/index.json', 'wb').write(index(*manifests))
)PY";

} // namespace

SourceBench::SourceBench()
{
    QDir(m_folder.path()).mkpath(u"work"_s);
}

Shell SourceBench::makeLayout(const QByteArray &script)
{
    const Shell empty = shell("rm -rf layout; mkdir layout", m_folder.path());
    if (!empty.ok)
        return empty;
    QFile file(m_folder.filePath(u"make.py"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(python + script) <= 0)
        return {false, {}, "cannot write " + file.fileName().toUtf8()};
    file.close();
    return shell("/usr/bin/python3 make.py layout", m_folder.path());
}

Result<QString> SourceBench::prepare(const QString &what)
{
    m_source.reset();
    auto source =
        openSource(what, {&m_runner, m_folder.filePath(u"work"_s), {}, [](const QString &) { }, platform, registry});
    if (!source)
        return fail(source.error());
    m_source = std::move(*source);
    return m_source->prepare();
}

QByteArray SourceBench::listing(const QString &root)
{
    const Shell said =
        shell("export LC_ALL=C; find . -mindepth 1 | sort | while read -r p; do p=${p#./}; if [ -L \"$p\" ]; then echo "
              "\"$p>$(readlink \"$p\")\"; elif [ -d \"$p\" ]; then echo \"$p/\"; elif [ -f \"$p\" ]; then "
              "echo \"$p=$(cat \"$p\")\"; else echo \"$p?\"; fi; done",
              root);
    return said.out.trimmed().replace('\n', ' ');
}

} // namespace cid::test
