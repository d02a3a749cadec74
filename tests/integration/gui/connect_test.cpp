// SPDX-License-Identifier: GPL-3.0-or-later
// The first contact with a server, and what is confirmed before many nodes are written.
#include "gui/connect/connect_page.h"
#include "gui/connect/saved_servers.h"
#include "gui/nodes/deploy_dialog.h"
#include "tests/support/demo_window.h"

#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>

using namespace cid;
using namespace Qt::StringLiterals;

class ConnectTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_demo.open(40, 40)); }
    void aLargeNumberIsTypedBeforeItIsWritten();
    void aServerIsPinnedAtTheFirstContact();
    void anotherServerUnderThatNameIsRefused();

private:
    /// Fills the page's form with the demonstration's address and key, and presses "Connect".
    void connectTo(ConnectPage &page, const QString &fingerprint);

    test::DemoWindow m_demo;
};

void ConnectTest::aLargeNumberIsTypedBeforeItIsWritten()
{
    DeployDialog dialog(m_demo.session(), {{u"n01"_s, u"n02"_s, u"n03"_s}, u"login"_s, true, 2});
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.open();
    const auto *go = dialog.findChild<QPushButton *>(u"deploy"_s);
    QLineEdit *typed = nullptr;
    for (auto *edit : dialog.findChildren<QLineEdit *>()) {
        if (edit->accessibleName() == "Number of nodes"_L1)
            typed = edit;
    }
    QVERIFY(typed);
    QTRY_VERIFY(typed->isVisible());
    QVERIFY(!go->isEnabled());
    for (const QString &wrong : {u"2"_s, u"33"_s, u"three"_s}) {
        typed->setText(wrong);
        QVERIFY(!go->isEnabled());
    }
    typed->setText(u"3"_s);
    QVERIFY(go->isEnabled());
    dialog.reject();
}

void ConnectTest::connectTo(ConnectPage &page, const QString &fingerprint)
{
    const ClientAccess &access = m_demo.access();
    const ServerEndpoint &server = access.servers.first();
    const QMap<QString, QString> texts{{u"Name"_s, u"the demonstration"_s},
                                       {u"Address"_s, u"%1:%2"_s.arg(server.host).arg(server.port)},
                                       {u"Key file"_s, {}},
                                       {u"Key"_s, QString::fromLatin1(access.secret.toHex())},
                                       {u"Fingerprint"_s, fingerprint}};
    for (auto *edit : page.findChildren<QLineEdit *>()) {
        if (texts.contains(edit->accessibleName()))
            edit->setText(texts[edit->accessibleName()]);
    }
    for (auto *button : page.findChildren<QPushButton *>()) {
        if (button->text() == "Connect"_L1)
            button->click();
    }
}

void ConnectTest::aServerIsPinnedAtTheFirstContact()
{
    auto &page = m_demo.page<ConnectPage>(u"connect"_s);
    QSignalSpy chosen(&page, &ConnectPage::chosen);
    const QString fingerprint = QString::fromLatin1(m_demo.access().fingerprints.first());
    for (const QMessageBox::StandardButton answer : {QMessageBox::No, QMessageBox::Yes}) {
        connectTo(page, {});
        QTRY_VERIFY_WITH_TIMEOUT(page.findChild<QMessageBox *>(), 20'000);
        auto *box = page.findChild<QMessageBox *>();
        QVERIFY2(box->informativeText().contains(fingerprint), qPrintable(box->informativeText()));
        QCOMPARE(chosen.size(), 0);
        QVERIFY(loadServers(m_demo.settings()).isEmpty());
        box->button(answer)->click();
        QTRY_VERIFY(!page.findChild<QMessageBox *>());
    }
    QCOMPARE(chosen.size(), 1);
    const QList<SavedServer> servers = loadServers(m_demo.settings());
    QCOMPARE(servers.size(), 1);
    QCOMPARE(servers.first().fingerprints, QStringList{fingerprint});
    QTRY_VERIFY_WITH_TIMEOUT(m_demo.session().client().isConnected(), 20'000);
}

void ConnectTest::anotherServerUnderThatNameIsRefused()
{
    auto &page = m_demo.page<ConnectPage>(u"connect"_s);
    connectTo(page, QString(64, u'a'));
    QTRY_COMPARE_WITH_TIMEOUT(m_demo.session().client().lastError().code, QByteArray("link.wrong-server"), 20'000);
    QVERIFY(!m_demo.session().client().isConnected());
}

QTEST_MAIN(ConnectTest)
#include "connect_test.moc"
