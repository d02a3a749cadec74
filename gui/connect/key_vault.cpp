// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/connect/key_vault.h"

#include <QCryptographicHash>
#include <QDir>
#include <QPointer>
#include <QSaveFile>

#ifdef CID_HAVE_KEYCHAIN
#include <qt6keychain/keychain.h>
#endif

namespace cid {

using namespace Qt::StringLiterals;

namespace {

#ifdef CID_HAVE_KEYCHAIN
QString service()
{
    return u"cid-console"_s;
}
#endif

} // namespace

KeyVault::KeyVault(QString folder, bool usesKeyring, QObject *parent)
    : QObject(parent)
    , m_folder(std::move(folder))
    , m_usesKeyring(usesKeyring)
{ }

QString KeyVault::fileOf(const QString &name) const
{
    // Names are people's; files are ours.
    return m_folder + u'/'
        + QString::fromLatin1(QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256).toHex().left(24))
        + u".key"_s;
}

Result<QByteArray> KeyVault::loadFile(const QString &name) const
{
    QFile file(fileOf(name));
    if (!file.open(QIODevice::ReadOnly))
        return fail(makeError(ErrorKind::NotFound, "key.none", tr("No key is kept for %1").arg(name)));
    const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    if (file.permissions() & others) {
        return fail(makeError(ErrorKind::Refused, "key.unsafe",
                              tr("%1 can be read by others: chmod 600 it, and make a new key if it was so for long")
                                  .arg(file.fileName())));
    }
    return QByteArray::fromHex(file.readAll().trimmed());
}

void KeyVault::storeFile(const QString &name, const QByteArray &secret)
{
    QDir().mkpath(m_folder);
    QSaveFile file(fileOf(name));
    const bool isOpen = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const QByteArray text = secret.toHex() + '\n';
    if (!isOpen || file.write(text) != text.size() || !file.commit())
        Q_EMIT failed(makeError(ErrorKind::Io, "key.write", file.fileName() + u": "_s + file.errorString()));
}

void KeyVault::load(const QString &name, QObject *context, const std::function<void(const Result<QByteArray> &)> &reply)
{
    const auto answer = [this, name, reply, context = QPointer<QObject>(context)] {
        if (context)
            reply(loadFile(name));
    };
#ifdef CID_HAVE_KEYCHAIN
    if (m_usesKeyring) {
        auto *job = new QKeychain::ReadPasswordJob(service(), this);
        job->setKey(name);
        connect(job, &QKeychain::Job::finished, this,
                [answer, reply, context = QPointer<QObject>(context)](QKeychain::Job *done) {
                    const auto *read = static_cast<QKeychain::ReadPasswordJob *>(done);
                    if (done->error() != QKeychain::NoError)
                        answer();
                    else if (context)
                        reply(QByteArray::fromHex(read->textData().toLatin1()));
                });
        job->start();
        return;
    }
#endif
    QMetaObject::invokeMethod(this, answer, Qt::QueuedConnection);
}

void KeyVault::store(const QString &name, const QByteArray &secret)
{
#ifdef CID_HAVE_KEYCHAIN
    if (m_usesKeyring) {
        auto *job = new QKeychain::WritePasswordJob(service(), this);
        job->setKey(name);
        job->setTextData(QString::fromLatin1(secret.toHex()));
        connect(job, &QKeychain::Job::finished, this, [this, name, secret](QKeychain::Job *done) {
            if (done->error() != QKeychain::NoError)
                storeFile(name, secret);
        });
        job->start();
        return;
    }
#endif
    storeFile(name, secret);
}

void KeyVault::forget(const QString &name)
{
    QFile::remove(fileOf(name));
#ifdef CID_HAVE_KEYCHAIN
    if (!m_usesKeyring)
        return;
    auto *job = new QKeychain::DeletePasswordJob(service(), this);
    job->setKey(name);
    job->start();
#endif
}

} // namespace cid
