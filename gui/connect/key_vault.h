// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QObject>

#include <functional>

namespace cid {

/// Keeps pasted keys between runs: in the desktop's keyring where there is one, else in a file of mode 0600. Answers
/// come later, on the same thread.
class KeyVault : public QObject
{
    Q_OBJECT
public:
    /// \a folder holds the files; without \a usesKeyring the keyring is never asked, as in tests.
    explicit KeyVault(QString folder, bool usesKeyring, QObject *parent = nullptr);

    /// NotFound "key.none" where nothing is kept under that name.
    void load(const QString &name, QObject *context, const std::function<void(const Result<QByteArray> &)> &reply);
    void store(const QString &name, const QByteArray &secret);
    void forget(const QString &name);

Q_SIGNALS:
    void failed(const cid::Error &error);

private:
    [[nodiscard]] QString fileOf(const QString &name) const;
    [[nodiscard]] Result<QByteArray> loadFile(const QString &name) const;
    void storeFile(const QString &name, const QByteArray &secret);

    QString m_folder;
    bool m_usesKeyring;
};

} // namespace cid
