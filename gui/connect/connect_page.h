// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/cid_client.h"
#include "gui/app/page.h"
#include "gui/connect/key_vault.h"
#include "gui/connect/saved_servers.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSettings;

namespace cid {

/// Chooses a server: saved ones, a new one, or what this machine's cid.conf says. A server that was never seen shows
/// its fingerprint and waits for a yes before anything is sent to it. The settings are borrowed.
class ConnectPage : public Page
{
    Q_OBJECT
public:
    ConnectPage(QSettings &settings, KeyVault &vault, QWidget *parent = nullptr);

    [[nodiscard]] QList<QAction *> commands() const override;
    [[nodiscard]] QVariantMap moment() const override;
    void resume(const QVariantMap &moment) override;
    /// Says why the connection did not come about.
    void showError(const Error &error);

Q_SIGNALS:
    /// The access is whole: servers, fingerprints and key.
    void chosen(const QString &title, const cid::ClientAccess &access);

private:
    void build();
    [[nodiscard]] QWidget *makeServerList();
    void makeFields();
    [[nodiscard]] QWidget *makeForm();
    void showServer(int row);
    void connectNow();
    void withKey(const SavedServer &server, const NamedKey &key);
    void probe(const SavedServer &server, const ClientAccess &access);
    void askFingerprint(const SavedServer &server, const ClientAccess &access, const QString &fingerprint);
    void finish(const SavedServer &server, const ClientAccess &access);
    void takeLocalConfiguration();
    void removeServer();
    [[nodiscard]] SavedServer entered() const;
    void say(const QString &text, bool isBad);

    QSettings &m_settings;
    KeyVault &m_vault;
    QList<SavedServer> m_servers;
    std::unique_ptr<CidClient> m_probe;
    QListWidget *m_list = nullptr;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_address = nullptr;
    QLineEdit *m_keyFile = nullptr;
    QLineEdit *m_key = nullptr;
    QLineEdit *m_fingerprint = nullptr;
    QLabel *m_note = nullptr;
    QPushButton *m_connect = nullptr;
    QAction *m_new = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_local = nullptr;
    QAction *m_browse = nullptr;
};

} // namespace cid
