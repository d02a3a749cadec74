// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/registry/blob_fetch.h"

#include "imagebuilder/registry/limits.h"

#include <QPointer>

namespace cid {

using namespace Qt::StringLiterals;

BlobFetch::BlobFetch(RegistryClient &client, Wish wish, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_wish(std::move(wish))
    , m_file(m_wish.path + u".part"_s)
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &BlobFetch::ask);
}

void BlobFetch::start()
{
    if (m_file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        ask();
    else
        fail(makeError(ErrorKind::Io, "registry.write", m_file.fileName() + u": "_s + m_file.errorString()));
}

void BlobFetch::ask()
{
    ++m_tries;
    // Where another host is tried this goes before what its client has under way.
    const QPointer<BlobFetch> self = this;
    m_client.blob(m_wish.digest, m_fetched,
                  {[self](const QByteArray &part) { return self && self->add(part); },
                   [self](bool fromStart) {
                       if (self)
                           self->begin(fromStart);
                   }},
                  [self](const Status &status) {
                      if (self)
                          self->ended(status);
                  });
}

void BlobFetch::begin(bool fromStart)
{
    if (!fromStart || m_fetched == 0)
        return;
    m_fetched = 0;
    static_cast<void>(m_hash.finish());
    if (!m_file.resize(0) || !m_file.seek(0))
        m_trouble = makeError(ErrorKind::Io, "registry.write", m_file.fileName() + u": "_s + m_file.errorString());
}

bool BlobFetch::add(const QByteArray &part)
{
    if (m_trouble.text.isEmpty() && m_fetched + part.size() > m_wish.size) {
        m_trouble =
            makeError(ErrorKind::Corrupt, "registry.bad",
                      u"%1 is longer than the %2 bytes that its image says"_s.arg(m_wish.digest).arg(m_wish.size));
    }
    if (m_trouble.text.isEmpty() && m_file.write(part) != part.size())
        m_trouble = makeError(ErrorKind::Io, "registry.write", m_file.fileName() + u": "_s + m_file.errorString());
    if (!m_trouble.text.isEmpty())
        return false;
    // What arrives counts as a success: only tries in a row that bring nothing are counted.
    m_tries = 0;
    m_hash.add(part);
    m_fetched += part.size();
    return true;
}

void BlobFetch::ended(const Status &status)
{
    if (!m_trouble.text.isEmpty()) {
        fail(m_trouble);
        return;
    }
    const bool isWhole = status && m_fetched == m_wish.size;
    if (!isWhole && (status || status.error().kind == ErrorKind::Unavailable) && m_tries < registry::maxTries) {
        m_again.start(registry::firstWait * (1 << m_tries));
        return;
    }
    if (!isWhole) {
        fail(status ? makeError(ErrorKind::Unavailable, "registry.failed",
                                u"%1: the connection ended after %2 of %3 bytes, again and again"_s.arg(m_wish.digest)
                                    .arg(m_fetched)
                                    .arg(m_wish.size))
                    : status.error());
        return;
    }
    if (QString::fromLatin1(m_hash.finish().toHex()) != m_wish.digest.mid(7)) {
        fail(makeError(ErrorKind::Corrupt, "registry.bad",
                       u"what came for %1 has another digest: it was damaged or replaced"_s.arg(m_wish.digest)));
        return;
    }
    if (!m_file.flush() || !m_file.rename(m_wish.path)) {
        fail(makeError(ErrorKind::Io, "registry.write", m_wish.path + u": "_s + m_file.errorString()));
        return;
    }
    m_file.close();
    Q_EMIT finished({});
}

void BlobFetch::fail(const Error &error)
{
    m_file.remove();
    Q_EMIT finished(error);
}

} // namespace cid
