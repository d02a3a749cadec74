// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/connect/connect_page.h"

#include "common/config/key_file.h"
#include "gui/widgets/theme.h"
#include "gui/widgets/tinted_icon.h"

#include <QAction>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QToolBar>
#include <QVBoxLayout>

namespace cid {

using namespace Qt::StringLiterals;

ConnectPage::ConnectPage(QSettings &settings, KeyVault &vault, QWidget *parent)
    : Page(parent)
    , m_settings(settings)
    , m_vault(vault)
    , m_servers(loadServers(settings))
{
    build();
    connect(&vault, &KeyVault::failed, this, &ConnectPage::showError);
    for (const SavedServer &server : std::as_const(m_servers))
        m_list->addItem(server.name);
    m_list->setCurrentRow(m_servers.isEmpty() ? -1 : 0);
    showServer(m_list->currentRow());
}

QList<QAction *> ConnectPage::commands() const
{
    return {m_new, m_remove, m_local, m_browse};
}

QVariantMap ConnectPage::moment() const
{
    QStringList texts;
    for (const QLineEdit *edit : {m_name, m_address, m_keyFile, m_key, m_fingerprint})
        texts << edit->text();
    return {{u"row"_s, m_list->currentRow()}, {u"texts"_s, texts}};
}

void ConnectPage::resume(const QVariantMap &moment)
{
    const QStringList texts = moment.value(u"texts"_s).toStringList();
    m_list->setCurrentRow(moment.value(u"row"_s).toInt());
    qsizetype i = 0;
    for (QLineEdit *edit : {m_name, m_address, m_keyFile, m_key, m_fingerprint})
        edit->setText(texts.value(i++));
}

QWidget *ConnectPage::makeServerList()
{
    m_new = new QAction(tintedIcon(u"adopt"_s), tr("New server"), this);
    m_remove = new QAction(tintedIcon(u"cancel"_s), tr("Forget this server"), this);
    m_local = new QAction(tintedIcon(u"terminal"_s), tr("Take this machine's cid.conf"), this);
    connect(m_new, &QAction::triggered, this, [this] { m_list->setCurrentRow(-1); });
    connect(m_remove, &QAction::triggered, this, &ConnectPage::removeServer);
    connect(m_local, &QAction::triggered, this, &ConnectPage::takeLocalConfiguration);

    auto *left = new QWidget;
    left->setFixedWidth(240);
    auto *leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 0);
    m_list = new QListWidget;
    m_list->setAccessibleName(tr("Saved servers"));
    auto *bar = new QToolBar;
    bar->addActions({m_new, m_remove, m_local});
    leftLayout->addWidget(new QLabel(tr("Saved servers")));
    leftLayout->addWidget(m_list);
    leftLayout->addWidget(bar);
    connect(m_list, &QListWidget::currentRowChanged, this, &ConnectPage::showServer);
    connect(m_list, &QListWidget::itemActivated, this, &ConnectPage::connectNow);
    return left;
}

void ConnectPage::makeFields()
{
    m_name = new QLineEdit;
    m_address = new QLineEdit;
    m_address->setPlaceholderText(tr("cluster.example.org or host:port"));
    m_keyFile = new QLineEdit;
    m_keyFile->setPlaceholderText(tr("a file with the operator key"));
    m_browse = m_keyFile->addAction(tintedIcon(u"group"_s), QLineEdit::TrailingPosition);
    m_browse->setText(tr("Choose the key file"));
    connect(m_browse, &QAction::triggered, this, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("Choose the key file"));
        if (!path.isEmpty())
            m_keyFile->setText(path);
    });
    m_key = new QLineEdit;
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setPlaceholderText(tr("or paste the key: it is kept in the desktop's keyring"));
    m_fingerprint = new QLineEdit;
    m_fingerprint->setPlaceholderText(tr("asked at the first contact"));
    m_note = new QLabel;
    m_note->setWordWrap(true);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_connect = new QPushButton(tr("Connect"));
    m_connect->setDefault(true);
    connect(m_connect, &QPushButton::clicked, this, &ConnectPage::connectNow);
    for (QLineEdit *edit : {m_name, m_address, m_keyFile, m_key, m_fingerprint})
        connect(edit, &QLineEdit::returnPressed, this, &ConnectPage::connectNow);
}

QWidget *ConnectPage::makeForm()
{
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->setVerticalSpacing(10);
    const auto row = [form](const QString &label, QLineEdit *edit) {
        edit->setAccessibleName(label);
        form->addRow(label, edit);
    };
    row(tr("Name"), m_name);
    row(tr("Address"), m_address);
    row(tr("Key file"), m_keyFile);
    row(tr("Key"), m_key);
    row(tr("Fingerprint"), m_fingerprint);
    auto *title = new QLabel(tr("Connect to a cidd"));
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    title->setFont(large);
    auto *right = new QVBoxLayout;
    right->addWidget(title);
    right->addSpacing(8);
    right->addLayout(form);
    right->addWidget(m_note);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_connect);
    right->addLayout(buttons);
    right->addStretch();
    auto *column = new QWidget;
    column->setLayout(right);
    column->setMaximumWidth(640);
    return column;
}

void ConnectPage::build()
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 20);
    layout->setSpacing(28);
    layout->addWidget(makeServerList());
    makeFields();
    layout->addWidget(makeForm(), 1);
    layout->addStretch();
}

void ConnectPage::showServer(int row)
{
    const SavedServer server = m_servers.value(row);
    m_name->setText(server.name);
    m_address->setText(server.address);
    m_keyFile->setText(server.keyFile);
    m_key->clear();
    m_fingerprint->setText(server.fingerprints.join(u' '));
    m_remove->setEnabled(row >= 0);
    say({}, false);
}

SavedServer ConnectPage::entered() const
{
    SavedServer server{m_name->text().trimmed(), m_address->text().trimmed(), m_keyFile->text().trimmed(),
                       m_fingerprint->text().toLower().split(u' ', Qt::SkipEmptyParts)};
    if (server.name.isEmpty())
        server.name = server.address;
    return server;
}

void ConnectPage::connectNow()
{
    const SavedServer server = entered();
    if (const auto endpoints = server.endpoints(); !endpoints) {
        showError(endpoints.error());
        return;
    }
    if (!m_key->text().isEmpty()) {
        const auto key = parseKey(m_key->text());
        if (!key) {
            showError(key.error());
            return;
        }
        m_vault.store(server.name, *key);
        withKey(server, {{}, *key});
    } else if (!server.keyFile.isEmpty()) {
        const auto key = readNamedKey(server.keyFile, {});
        if (key)
            withKey(server, *key);
        else
            showError(key.error());
    } else {
        m_vault.load(server.name, this, [this, server](const Result<QByteArray> &key) {
            if (key)
                withKey(server, {{}, *key});
            else
                showError(key.error());
        });
    }
}

void ConnectPage::withKey(const SavedServer &server, const NamedKey &key)
{
    ClientAccess access{*server.endpoints(), {}, key.secret, key.name};
    for (const QString &fingerprint : server.fingerprints)
        access.fingerprints.append(fingerprint.toLatin1());
    if (access.fingerprints.isEmpty())
        probe(server, access);
    else
        finish(server, access);
}

// Nobody is trusted yet: the try ends before a byte of the proof, and says whom it met.
void ConnectPage::probe(const SavedServer &server, const ClientAccess &access)
{
    m_connect->setEnabled(false);
    say(tr("Asking %1 who it is…").arg(server.address), false);
    m_probe = std::make_unique<CidClient>(access, ClientRole::Operator, ClientThread::Shared);
    connect(m_probe.get(), &CidClient::tryFailed, this, [this, server, access](const Error &error) {
        m_connect->setEnabled(true);
        m_probe.release()->deleteLater();
        const QString fingerprint = error.arguments.value(u"fingerprint"_s);
        if (error.code == "link.wrong-server" && !fingerprint.isEmpty())
            askFingerprint(server, access, fingerprint);
        else
            showError(error);
    });
    if (const Status started = m_probe->start(); !started) {
        m_connect->setEnabled(true);
        showError(started.error());
    }
}

void ConnectPage::askFingerprint(const SavedServer &server, const ClientAccess &access, const QString &fingerprint)
{
    say({}, false);
    auto *box = new QMessageBox(QMessageBox::Question, tr("A server that was never seen"),
                                tr("%1 was never connected to before. Is this its fingerprint?").arg(server.name),
                                QMessageBox::Yes | QMessageBox::No, this);
    box->setInformativeText(
        tr("<code>%1</code><br><br>\"cidd --genkey\" prints it on the server. With a wrong one somebody else is "
           "listening there.")
            .arg(fingerprint));
    box->setDefaultButton(QMessageBox::No);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::finished, this, [this, server, access, fingerprint](int answer) {
        if (answer != QMessageBox::Yes) {
            say(tr("Nothing was sent to the server."), false);
            return;
        }
        SavedServer pinned = server;
        pinned.fingerprints = {fingerprint};
        ClientAccess trusted = access;
        trusted.fingerprints = {fingerprint.toLatin1()};
        finish(pinned, trusted);
    });
    box->open();
}

void ConnectPage::finish(const SavedServer &server, const ClientAccess &access)
{
    const auto same = std::find_if(m_servers.begin(), m_servers.end(),
                                   [&server](const SavedServer &known) { return known.name == server.name; });
    if (same == m_servers.end()) {
        m_servers.append(server);
        m_list->addItem(server.name);
        m_list->setCurrentRow(static_cast<int>(m_servers.size()) - 1);
    } else {
        *same = server;
    }
    saveServers(m_settings, m_servers);
    m_key->clear();
    m_fingerprint->setText(server.fingerprints.join(u' '));
    Q_EMIT chosen(server.name, access);
}

void ConnectPage::takeLocalConfiguration()
{
    const auto conf = loadCidConf(u"/etc/cid/cid.conf"_s);
    if (!conf) {
        showError(conf.error());
        return;
    }
    m_list->setCurrentRow(-1);
    QStringList addresses;
    for (const ServerEndpoint &server : conf->servers)
        addresses << u"%1:%2"_s.arg(server.host).arg(server.port);
    m_name->setText(tr("This cluster"));
    m_address->setText(addresses.join(u' '));
    m_keyFile->setText(conf->operatorKey);
    m_fingerprint->setText(QString::fromLatin1(conf->fingerprints.join(' ')));
}

void ConnectPage::removeServer()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    m_vault.forget(m_servers[row].name);
    m_servers.removeAt(row);
    delete m_list->takeItem(row);
    saveServers(m_settings, m_servers);
}

void ConnectPage::showError(const Error &error)
{
    say(error.text, true);
}

void ConnectPage::say(const QString &text, bool isBad)
{
    QPalette shade = palette();
    if (isBad)
        shade.setColor(QPalette::WindowText, accentColour(Accent::Bad, palette()));
    m_note->setPalette(shade);
    m_note->setText(text);
}

} // namespace cid
