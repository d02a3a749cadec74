// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/journal.h"

#include <QtEndian>

#include <array>
#include <cstring>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace cid {

namespace {

sockaddr_un addressOf(QByteArrayView path)
{
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.data(), qMin(static_cast<size_t>(path.size()), sizeof(address.sun_path) - 1));
    return address;
}

// Written once before the first entry, read by the threads that log.
sockaddr_un s_address = addressOf("/run/systemd/journal/socket");

int journalSocket()
{
    static const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    return descriptor;
}

} // namespace

QByteArray journalEntry(const QList<LogFields::Field> &fields)
{
    QByteArray entry;
    for (const auto &[name, value] : fields) {
        if (!value.contains('\n')) {
            entry += name + '=' + value + '\n';
            continue;
        }
        std::array<char, sizeof(quint64)> length{};
        qToLittleEndian<quint64>(static_cast<quint64>(value.size()), length.data());
        entry += name + '\n' + QByteArray(length.data(), sizeof(quint64)) + value + '\n';
    }
    return entry;
}

bool standardErrorIsJournal()
{
    const QList<QByteArray> announced = qgetenv("JOURNAL_STREAM").split(':');
    struct stat facts = {};
    if (announced.size() != 2 || ::fstat(STDERR_FILENO, &facts) != 0)
        return false;
    return announced[0].toULongLong() == facts.st_dev && announced[1].toULongLong() == facts.st_ino;
}

void setJournalSocket(const QByteArray &path)
{
    s_address = addressOf(path);
}

bool sendToJournal(const QList<LogFields::Field> &fields)
{
    const QByteArray entry = journalEntry(fields);
    const int socket = journalSocket();
    if (socket < 0)
        return false;
    const auto sent = ::sendto(socket, entry.constData(), static_cast<size_t>(entry.size()), MSG_NOSIGNAL,
                               reinterpret_cast<const sockaddr *>(&s_address), sizeof(s_address));
    return sent == entry.size();
}

} // namespace cid
