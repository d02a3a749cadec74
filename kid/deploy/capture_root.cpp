// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/capture_root.h"

#include "common/system/file_system.h"
#include "common/system/temporary_folder.h"
#include "imagebuilder/excludes.h"
#include "imagebuilder/pack/packer.h"
#include "imagebuilder/software/spdx.h"
#include "kid/deploy/root_snapshot.h"

#include <QElapsedTimer>
#include <QFile>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int tellMs = 500;
constexpr qsizetype maxNamed = 200;

QStringList named(const QString &what, const QByteArrayList &paths)
{
    QStringList lines;
    for (const QByteArray &path : paths.first(std::min(paths.size(), maxNamed)))
        lines.append(what + u": /"_s + QFile::decodeName(path));
    if (paths.size() > maxNamed)
        lines.append(u"%1: %2 more"_s.arg(what).arg(paths.size() - maxNamed));
    return lines;
}

Status hand(CaptureSink &sink, CaptureFile file, const QByteArray &bytes)
{
    const Status written = sink.write(file, bytes);
    return written ? sink.finish(file) : written;
}

/// Progress for cidd, now and then.
std::function<void(const PackProgress &)> reporter(const CaptureJob &job)
{
    auto timer = std::make_shared<QElapsedTimer>();
    timer->start();
    return [job, timer](const PackProgress &now) {
        if (timer->elapsed() < tellMs)
            return;
        timer->restart();
        job.tell({job.order.capture, now.bytes, now.totalBytes, {}});
    };
}

} // namespace

Status captureRoot(const CaptureJob &job, CaptureSink &sink)
{
    LocalProcessRunner runner;
    const RootSnapshot root(job.root, runner);
    job.tell({job.order.capture, 0, 0, {root.description()}});
    PackOptions options;
    options.root = root.path();
    options.image = job.order.image;
    options.excludes = builtInExcludes(ImageKind::Linux);
    options.level = PackLevel::Fast; // A node has a job to do besides.
    options.outputFolder = temporaryFolder(); // Which is left out.
    options.keepGoing = true;
    options.cancelled = [&job] { return job.cancel.isCancelled(); };
    options.progress = reporter(job);
    options.sink = [&sink](QByteArrayView bytes) { return sink.write(CaptureFile::Image, bytes); };
    const auto report = packImage(options);
    if (!report)
        return fail(report.error());
    const QStringList problems = report->problems.first(std::min(report->problems.size(), maxNamed));
    job.tell({job.order.capture, 0, 0, named(u"left out"_s, report->leftOut) + problems});
    if (!problems.isEmpty() && !job.order.allowChanged) {
        return fail(makeError(ErrorKind::Conflict, "capture.changed",
                              u"%1 files changed or could not be read; capture a node at rest, or allow it:\n%2"_s
                                  .arg(report->problems.size())
                                  .arg(problems.join(u'\n'))));
    }
    LocalFileSystem files;
    const Manifest &manifest = report->manifest;
    const SoftwareList software = readSoftware(root.path(), files, runner);
    Status status = sink.finish(CaptureFile::Image);
    if (status)
        status =
            hand(sink, CaptureFile::Software, formatSpdx({manifest.image, report->digest, manifest.madeAt}, software));
    return status ? hand(sink, CaptureFile::Manifest, formatManifest(manifest)) : status;
}

} // namespace cid
