// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/image_desk.h"

#include "common/system/pool_task.h"
#include "daemon/core/image_users.h"
#include "daemon/net/limits.h"
#include "imagebuilder/catalogue/image_diff.h"
#include "imagebuilder/catalogue/remake_manifest.h"
#include "imagebuilder/catalogue/verify_image.h"
#include "imagebuilder/sign/image_signature.h"
#include "imagebuilder/software/spdx.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QLoggingCategory>
#include <QPointer>

namespace cid {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcImages, "cid.images")

namespace {

constexpr int taskThreads = 2;

Result<std::shared_ptr<ImageFile>> addFile(const QString &path, ImageKind kind, bool anew,
                                           const MemberScan::Progress &progress)
{
    if (anew || !QFile::exists(manifestPath(path))) {
        const Status adopted = adoptImage(path, kind, progress);
        if (!adopted)
            return fail(adopted.error());
    }
    return ImageFile::open(path);
}

/// The manifest first: without it the rest is no image any more.
Status removeFiles(const QString &imagePath)
{
    for (const QString &path :
         {manifestPath(imagePath), signaturePath(imagePath), softwarePath(imagePath), imagePath}) {
        if (QFile::exists(path) && !QFile::remove(path))
            return fail(errnoError("image.remove", path));
    }
    return {};
}

QString signatureText(const CatalogueImage &image)
{
    if (!image.signedBy.isEmpty())
        return u"good, by "_s + image.signedBy;
    return image.signatures.isEmpty() ? u"none"_s : u"not by one of image_keys, or not good"_s;
}

TaskUpdate tellAdded(const ImageFile &file)
{
    const Manifest &manifest = file.manifest();
    return {manifest.packedSize,
            manifest.packedSize,
            true,
            {u"%1: %2 files, digest %3"_s.arg(manifest.image.toString())
                 .arg(manifest.files.size())
                 .arg(QString::fromLatin1(file.digest().toHex()))}};
}

std::shared_ptr<ImageDiffReply> compare(const ImageFile &from, const ImageFile &to)
{
    auto reply = std::make_shared<ImageDiffReply>();
    reply->from = from.manifest().image;
    reply->to = to.manifest().image;
    reply->files = compareFiles(from.manifest(), to.manifest());
    const FetchForecast forecast = forecastFetch(from.manifest(), to.manifest());
    reply->bytesToFetch = forecast.bytes;
    reply->chunksToFetch = forecast.chunks;
    reply->packedSize = to.manifest().packedSize;
    const auto before = softwareOf(from.path());
    const auto after = softwareOf(to.path());
    reply->packagesKnown = before && after;
    if (reply->packagesKnown)
        reply->packages = comparePackages(*before, *after);
    return reply;
}

} // namespace

ImageDesk::ImageDesk(Core &core, ImageLibrary &library)
    : m_core(core)
    , m_library(library)
{
    m_tasks.setMaxThreadCount(taskThreads);
    m_glances.setMaxThreadCount(1);
}

ImageDesk::~ImageDesk()
{
    m_isEnding = true;
    m_tasks.waitForDone();
    m_glances.waitForDone();
}

template <typename T> void ImageDesk::run(QThreadPool &pool, std::function<T()> work, std::function<void(T)> then)
{
    startOnPool(pool, [this, work = std::move(work), then = std::move(then)] {
        auto result = std::make_shared<T>(work());
        QMetaObject::invokeMethod(this, [then, result] { then(std::move(*result)); }, Qt::QueuedConnection);
    });
}

std::function<bool(ByteCount, ByteCount)> ImageDesk::reporter(const Stop &stop, const Row &row)
{
    auto timer = std::make_shared<QElapsedTimer>();
    timer->start();
    return [this, stop, row, timer](ByteCount done, ByteCount total) {
        if (timer->elapsed() >= net::taskReportMs) {
            timer->restart();
            QMetaObject::invokeMethod(
                this, [row, done, total] { row(TaskUpdate{done, total, false, {}}); }, Qt::QueuedConnection);
        }
        return !*stop && !m_isEnding;
    };
}

void ImageDesk::tellCore()
{
    m_core.setImages(m_library.definitions(), m_library.catalogue(), m_library.problems());
}

void ImageDesk::take(const std::shared_ptr<const ImageFile> &file, const std::function<void()> &then)
{
    run<LibraryImage>(
        m_glances, [settings = m_library.settings(), file] { return ImageLibrary::describe(settings, file); },
        [this, settings = m_library.settings(), then](const LibraryImage &image) {
            if (settings != m_library.settings()) {
                take(image.file, then); // What is to be said of it may be something else now.
                return;
            }
            m_library.insert(image);
            tellCore();
            qCInfo(lcImages, "%ls is in the catalogue, digest %s", qUtf16Printable(image.entry.id.toString()),
                   image.file->digest().toHex().constData());
            then();
        });
}

Result<std::shared_ptr<const ImageFile>> ImageDesk::find(const QString &image) const
{
    const auto choice = m_core.state().catalogue.resolve(image);
    if (!choice)
        return fail(choice.error());
    auto file = m_library.find(choice->image.id, choice->image.digest);
    if (file)
        return file;
    return fail(makeError(ErrorKind::NotFound, "image.not-in-catalogue", u"There is no usable file of "_s + image));
}

void ImageDesk::add(const ImageAddRequest &request, const Stop &stop, const Row &row)
{
    const auto id = ImageId::parse(request.image);
    const auto folder = id ? m_library.folderOf(id->name) : fail(id.error());
    if (!folder || m_busy.contains(*id)) {
        row(fail(folder ? makeError(ErrorKind::Conflict, "image.busy", request.image + u" is being worked on"_s)
                        : folder.error()));
        return;
    }
    m_busy.insert(*id);
    const auto &all = m_library.definitions();
    const auto definition =
        std::find_if(all.begin(), all.end(), [&id](const auto &one) { return one.name == id->name; });
    using Opened = Result<std::shared_ptr<ImageFile>>;
    run<Opened>(
        m_tasks,
        [path = QDir(*folder).filePath(request.image + u".gz"_s), kind = definition->kind, anew = request.anew,
         progress = reporter(stop, row)] { return addFile(path, kind, anew, progress); },
        [this, row, image = *id](const Opened &file) {
            if (!file) {
                m_busy.remove(image);
                row(fail(file.error()));
                return;
            }
            take(*file, [this, row, image, file = *file] {
                m_busy.remove(image);
                row(tellAdded(*file));
            });
        });
}

void ImageDesk::verify(const ImageVerifyRequest &request, const Stop &stop, const Row &row)
{
    const auto file = find(request.image);
    if (!file) {
        row(fail(file.error()));
        return;
    }
    using Verified = Result<VerifyReport>;
    run<Verified>(
        m_tasks, [image = *file, progress = reporter(stop, row)] { return verifyImage(image, progress); },
        [image = *file, row](const Verified &report) {
            if (!report) {
                row(fail(report.error()));
            } else if (report->badChunks > 0) {
                row(fail(makeError(ErrorKind::Corrupt, "image.bad-chunk",
                                   u"%1 of %2 chunks are bad:\n%3"_s.arg(report->badChunks)
                                       .arg(image->manifest().chunks.size())
                                       .arg(report->problems.join(u'\n')))));
            } else {
                const ByteCount size = image->manifest().packedSize;
                row(TaskUpdate{size,
                               size,
                               true,
                               {u"%1: %2 chunks are as they should be"_s.arg(image->manifest().image.toString())
                                    .arg(image->manifest().chunks.size())}});
            }
        });
}

void ImageDesk::remove(const ImageRemoveRequest &request, const std::function<void(const Status &)> &reply)
{
    const auto id = ImageId::parse(request.image);
    const auto file = id ? find(request.image) : fail(id.error());
    Status status = file ? mayRemove(usersOf(m_core.state(), *id), *id) : Status(fail(file.error()));
    if (status && m_busy.contains(*id))
        status = fail(makeError(ErrorKind::Conflict, "image.busy", request.image + u" is being worked on"_s));
    if (!status || request.dryRun) {
        reply(status);
        return;
    }
    // From now on nobody can ask for it: what follows needs no second look.
    m_library.remove(*id);
    m_busy.insert(*id);
    tellCore();
    run<Status>(
        m_tasks, [path = (*file)->path()] { return removeFiles(path); },
        [this, image = *id, reply](const Status &removed) {
            m_busy.remove(image);
            if (removed)
                qCInfo(lcImages, "%ls was removed by an operator", qUtf16Printable(image.toString()));
            reply(removed);
        });
}

void ImageDesk::show(const ImageShowRequest &request, const Contents &reply)
{
    const auto choice = m_core.state().catalogue.resolve(request.image);
    const auto file = find(request.image);
    if (!choice || !file) {
        reply(fail(choice ? file.error() : choice.error()));
        return;
    }
    const ImageUsers users = usersOf(m_core.state(), choice->image.id);
    const ImageDetail detail{choice->image, choice->definition, (*file)->path(), signatureText(choice->image), -1,
                             users.running, users.deploying};
    run<Result<ImageDetail>>(
        m_glances,
        [detail]() -> Result<ImageDetail> {
            ImageDetail whole = detail;
            const auto packages = softwareOf(detail.path);
            whole.packages = packages ? packages->size() : -1;
            return whole;
        },
        reply);
}

void ImageDesk::diff(const ImageDiffRequest &request, const Difference &reply)
{
    const auto from = find(request.from);
    const auto to = find(request.to);
    if (!from || !to) {
        reply(fail(from ? to.error() : from.error()));
        return;
    }
    using Compared = Result<std::shared_ptr<ImageDiffReply>>;
    run<Compared>(m_tasks, [from = *from, to = *to]() -> Compared { return compare(*from, *to); }, reply);
}

} // namespace cid
