// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/power/wake_device.h"

#include <QHostAddress>
#include <QUdpSocket>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr quint16 discardPort = 9;
constexpr qsizetype macBytes = 6;
constexpr qsizetype repeats = 16;

} // namespace

QByteArray WakeDevice::magicPacket(const QString &mac)
{
    const QByteArray digits = mac.toLatin1().replace(':', QByteArray());
    const QByteArray address = QByteArray::fromHex(digits);
    if (address.size() != macBytes || address.toHex() != digits.toLower())
        return {};
    return QByteArray(macBytes, '\xff') + address.repeated(repeats);
}

void WakeDevice::run(PowerStep step, const PowerTarget &target, const Done &done)
{
    const auto failed = [&done](const char *code, const QString &text) {
        done(fail(makeError(ErrorKind::Invalid, code, text)));
    };
    if (step != PowerStep::On) {
        failed("power.cannot", u"a magic packet wakes machines, and does nothing else"_s);
        return;
    }
    // "255.255.255.255" or "10.0.0.255:7"
    const QString text = conf().address.isEmpty() ? u"255.255.255.255"_s : conf().address;
    const QHostAddress broadcast(text.section(u':', 0, 0));
    const quint16 port = text.contains(u':') ? text.section(u':', 1).toUShort() : discardPort;
    bool hasAny = false;
    QUdpSocket socket;
    for (const QString &mac : target.macs) {
        const QByteArray packet = magicPacket(mac);
        if (packet.isEmpty())
            continue;
        if (socket.writeDatagram(packet, broadcast, port) != packet.size()) {
            done(fail(makeError(ErrorKind::Io, "power.device", u"%1: %2"_s.arg(text, socket.errorString()))));
            return;
        }
        hasAny = true;
    }
    if (hasAny)
        done(PowerState::Unknown);
    else
        failed("power.device",
               u"node_db has no hardware address of %1 that a magic packet could go to"_s.arg(target.node));
}

} // namespace cid
