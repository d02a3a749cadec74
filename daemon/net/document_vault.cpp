// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/document_vault.h"

#include "common/config/replace_file.h"
#include "daemon/net/document_file.h"
#include "daemon/net/limits.h"

#include <QCryptographicHash>
#include <QDir>
#include <QUrl>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

QByteArray digestOf(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256);
}

// A password's hash may stand in an old version, too.
constexpr int versionMode = 0600;
constexpr int newFileMode = 0640;

// Names of versions are NUMBER.TIME.WHO: without points and slashes in who.
QString spellWho(const QString &who)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(who, {}, "./~"));
}

DocumentProblem problemOf(const Error &error, const QString &path)
{
    const bool isHere = error.arguments.value(u"file"_s) == path;
    DocumentProblem problem{isHere ? error.arguments.value(u"line"_s).toInt() : 0,
                            isHere ? error.arguments.value(u"column"_s).toInt() : 0, error.code, error.text};
    const QString place = u"%1:%2:%3: "_s.arg(path).arg(problem.line).arg(problem.column);
    if (isHere && problem.text.startsWith(place))
        problem.text.remove(0, place.size());
    problem.text.truncate(net::maxProblemText);
    return problem;
}

QList<DocumentProblem> problemsOf(const QList<Error> &errors, const QString &path)
{
    QList<DocumentProblem> problems;
    for (const Error &error : errors.first(std::min(errors.size(), net::maxProblems)))
        problems.append(problemOf(error, path));
    return problems;
}

} // namespace

void DocumentVault::add(const QString &name, const QString &path, Check check)
{
    m_entries.insert(name, {path, std::move(check)});
}

Result<DocumentVault::Entry> DocumentVault::find(const QString &name) const
{
    const auto found = m_entries.constFind(name);
    if (found == m_entries.constEnd()) {
        QStringList names = m_entries.keys();
        names.sort();
        return fail(makeError(ErrorKind::NotFound, "document.unknown",
                              u"There is no document \"%1\": there are %2"_s.arg(name, names.join(u", "_s))));
    }
    return *found;
}

QString DocumentVault::versionPath(const QString &name, const DocumentVersion &version) const
{
    return u"%1/%2.%3.%4"_s.arg(folderOf(name))
        .arg(version.number, 6, 10, QLatin1Char('0'))
        .arg(version.savedAt)
        .arg(spellWho(version.who));
}

QList<Error> DocumentVault::mistakes(const Entry &entry, const QByteArray &text, const QByteArray &present)
{
    Status status = checkDocumentText(text, entry.path);
    if (status)
        status = checkIncludes(text, present, entry.path);
    return status ? entry.check(text, entry.path) : QList<Error>{status.error()};
}

QList<DocumentVersion> DocumentVault::versions(const QString &name) const
{
    QList<DocumentVersion> found;
    const QFileInfoList files = QDir(folderOf(name)).entryInfoList(QDir::Files, QDir::Name | QDir::Reversed);
    for (const QFileInfo &file : files) {
        const QStringList parts = file.fileName().split(u'.');
        if (parts.size() == 3)
            found.append({parts[0].toLongLong(), parts[1].toLongLong(), QUrl::fromPercentEncoding(parts[2].toLatin1()),
                          file.size()});
    }
    return found;
}

Result<DocumentReply> DocumentVault::read(const QString &name, qint64 version) const
{
    const auto entry = find(name);
    if (!entry)
        return fail(entry.error());
    DocumentReply reply{name, entry->path, {}, {}, versions(name), {}};
    QString path = entry->path;
    if (version > 0) {
        const auto wanted = std::find_if(reply.versions.begin(), reply.versions.end(),
                                         [version](const DocumentVersion &one) { return one.number == version; });
        if (wanted == reply.versions.end()) {
            return fail(makeError(ErrorKind::NotFound, "document.no-version",
                                  u"There is no version %1 of %2"_s.arg(version).arg(name)));
        }
        path = versionPath(name, *wanted);
    }
    const auto text = readDocumentFile(path);
    if (!text)
        return fail(text.error());
    reply.text = *text;
    reply.digest = digestOf(*text);
    reply.problems = problemsOf(mistakes(*entry, *text, *text), entry->path);
    return reply;
}

Result<DocumentCheckReply> DocumentVault::check(const QString &name, const QByteArray &text) const
{
    const auto entry = find(name);
    if (!entry)
        return fail(entry.error());
    const auto present = readDocumentFile(entry->path);
    return DocumentCheckReply{problemsOf(mistakes(*entry, text, present.value_or(QByteArray())), entry->path)};
}

Status DocumentVault::keep(const QString &name, const QByteArray &text, const DocumentVersion &version) const
{
    if (!QDir().mkpath(folderOf(name)))
        return fail(errnoError("document.write", folderOf(name)));
    return replaceFile(versionPath(name, version), text, versionMode);
}

void DocumentVault::dropOld(const QString &name) const
{
    const QList<DocumentVersion> all = versions(name);
    for (qsizetype i = net::keptVersions; i < all.size(); ++i)
        QFile::remove(versionPath(name, all[i]));
}

Result<QByteArray> DocumentVault::mayReplace(const Entry &entry, const DocumentSaveRequest &request) const
{
    const auto present = readDocumentFile(entry.path);
    if (!present)
        return present;
    if (digestOf(*present) != request.base) {
        return fail(
            makeError(ErrorKind::Conflict, "document.changed",
                      u"%1 was changed by somebody else in between: read it again and merge"_s.arg(entry.path)));
    }
    const QList<Error> wrong = mistakes(entry, request.text, *present);
    if (wrong.isEmpty())
        return present;
    Error first = wrong.first();
    first.kind = ErrorKind::Invalid;
    first.code = "document.wrong";
    return fail(first);
}

Status DocumentVault::putInForce(const Entry &entry, const QByteArray &text, const QByteArray &present,
                                 const std::function<Status()> &apply)
{
    if (Status written = replaceFile(entry.path, text, newFileMode); !written)
        return written;
    Status applied = apply();
    if (applied)
        return applied;
    const Status restored = replaceFile(entry.path, present, newFileMode);
    return restored ? applied : restored;
}

Result<DocumentSaveReply> DocumentVault::save(const DocumentSaveRequest &request, const QString &who, qint64 now,
                                              const std::function<Status()> &apply)
{
    const auto entry = find(request.name);
    if (!entry)
        return fail(entry.error());
    const auto present = mayReplace(*entry, request);
    if (!present)
        return fail(present.error());
    const QList<DocumentVersion> before = versions(request.name);
    qint64 number = before.isEmpty() ? 1 : before.first().number + 1;
    // What an editor on the server did in between, or what was there before the first save, is a version, too.
    const bool isKnown = !before.isEmpty() && readDocumentFile(versionPath(request.name, before.first())) == *present;
    Status status = isKnown ? Status() : keep(request.name, *present, {number++, now, u"found"_s, 0});
    // The version comes first: what is in force is always to be found among them.
    const DocumentVersion version{number, now, who, 0};
    if (status)
        status = keep(request.name, request.text, version);
    if (!status)
        return fail(status.error());
    status = putInForce(*entry, request.text, *present, apply);
    if (!status) {
        QFile::remove(versionPath(request.name, version));
        return fail(status.error());
    }
    dropOld(request.name);
    return DocumentSaveReply{digestOf(request.text), number};
}

} // namespace cid
