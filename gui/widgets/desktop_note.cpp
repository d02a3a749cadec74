// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/desktop_note.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QGuiApplication>
#include <QVariantMap>

namespace cid {

using namespace Qt::StringLiterals;

bool showDesktopNote(const QString &title, const QString &text)
{
    // Without an address libdbus would start a bus of its own.
    if (!qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"))
        return false;
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return false;
    QDBusMessage call =
        QDBusMessage::createMethodCall(u"org.freedesktop.Notifications"_s, u"/org/freedesktop/Notifications"_s,
                                       u"org.freedesktop.Notifications"_s, u"Notify"_s);
    const uint replaces = 0;
    const int defaultTimeout = -1;
    const QVariantMap hints{{u"desktop-entry"_s, QGuiApplication::desktopFileName()}};
    // The text may hold markup there.
    call.setArguments({u"cid-console"_s, replaces, u"cid-console"_s, title, text.toHtmlEscaped(), QStringList(), hints,
                       defaultTimeout});
    return bus.send(call);
}

} // namespace cid
