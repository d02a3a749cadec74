// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/schema.h"

#include <QHash>

#include <chrono>

namespace cid {

/// How machines are switched on and off.
enum class PowerVia : quint8 {
    Redfish, ///< HTTPS to the machine's own management controller (DMTF DSP0266)
    Ipmi, ///< the program ipmitool
    Powerman, ///< the program powerman
    Command, ///< programs of the site
    Wake, ///< a magic packet: on, and nothing else
};

/// A section [power "NAME"] of power.conf. Address, system and commands may hold {node}, the node's name; nothing else
/// that clients can edit goes to where passwords are sent.
struct PowerConf
{
    QString name;
    PowerVia via = PowerVia::Command;
    QString address; ///< of the controller, a name or number, with :PORT where it is another; of powermand; of the
                     ///< broadcast
    QString system; ///< the Id of the Redfish system, where a controller has several; empty: the only one
    QString user;
    QString passwordFile; ///< a secret file; the first line is the password
    QString keyGroup = {}; ///< of cid.conf: the group that may read it, too
    QString ca; ///< PEM file with who may sign the controllers' certificates
    QList<QByteArray> fingerprints; ///< SHA-256 of certificates that are good by themselves, 32 bytes each
    /// The programs' words, without a shell. {node} is one word or a part of one whatever it holds.
    QStringList status; ///< says "on" or "off" as its last word
    QStringList on;
    QStringList softOff; ///< asks the operating system; empty: nobody can
    QStringList off;
    std::chrono::milliseconds timeout{20'000}; ///< of one question
    std::chrono::milliseconds soft{60'000}; ///< that an operating system has to go down; 0: it is not asked
    std::chrono::milliseconds settle{60'000}; ///< until what was ordered must be seen
    std::chrono::milliseconds lookEvery{1'000}; ///< while a machine changes
    int atOnce = 16; ///< machines that are switched at one time
    std::chrono::milliseconds pause{200}; ///< between two machines that are switched on: they share fuses
    bool operator==(const PowerConf &) const = default;
};

/// power.conf: who switches which machines how. It holds commands that the server runs, and passwords' places: so it
/// belongs to root, and no client can read or change it over the network.
using PowerConfs = QHash<QString, PowerConf>;

[[nodiscard]] const Schema &powerConfSchema();

/// Nothing where there is no such file. Refused "power.unsafe" where somebody else than root could have written it, or
/// what it includes; Invalid with the place of the first mistake. Passwords are not looked at.
[[nodiscard]] Result<PowerConfs> loadPowerConf(const QString &path);
/// Whether all passwords are there for cidd and nobody else: as readSecretFile().
[[nodiscard]] Status checkPasswords(const PowerConfs &confs);
/// The first line of the section's password file. As readSecretFile().
[[nodiscard]] Result<QByteArray> readPassword(const PowerConf &conf);
/// The same of a text; whom the file belongs to is not looked at.
[[nodiscard]] Result<PowerConfs> readPowerConf(const Document &document);

/// \a text with the node's name for {node}.
[[nodiscard]] QString filledIn(const QString &text, const QString &node);

} // namespace cid
