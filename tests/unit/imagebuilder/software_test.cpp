// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/software/spdx.h"
#include "tests/support/tree.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

namespace {

/// Answers as rpm does, and remembers where it was asked to look.
class FakeRpm final : public ProcessRunner
{
public:
    Result<CommandOutput> run(const Command &command) override
    {
        last = command;
        if (missing)
            return fail(makeError(ErrorKind::NotFound, "process.not-found", u"rpm is not installed"_s));
        return CommandOutput{0,
                             "bash\t5.1-2.el9\tx86_64\tRed Hat, Inc.\ngpg-pubkey\t1-2\t(none)\t(none)\n"
                             "vim\t2:8.2-1\tx86_64\t(none)\n",
                             {}};
    }
    Command last;
    bool missing = false;
};

const QByteArray status = R"(Package: bash
Status: install ok installed
Maintainer: Matthias Klose <doko@example.org>
Architecture: amd64
Version: 5.2.15-2+b7
Description: GNU Bourne Again SHell
 Version: 9 is what this line of text is about

Package: gone
Status: deinstall ok config-files
Architecture: amd64
Version: 1

Package: libstdc++6
Status: install ok installed
Architecture: amd64
Version: 1:12.2.0-14
)";

} // namespace

class TestSoftware : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatDpkgSaysIsRead();
    void rootsAreRead_data();
    void rootsAreRead();
    void rpmIsAskedForACopy();
    void aLinkLeadsNowhereElse();
    void theDocumentIsSpdx();
    void theDocumentIsReadBack();
    void brokenDocumentsAreErrors();
};

void TestSoftware::whatDpkgSaysIsRead()
{
    const auto packages = parseDpkgStatus(status);
    QCOMPARE(packages.size(), 2);
    QCOMPARE(packages[0],
             (SoftwarePackage{u"bash"_s, u"5.2.15-2+b7"_s, u"amd64"_s, u"Matthias Klose <doko@example.org>"_s}));
    QCOMPARE(packages[1].version, u"1:12.2.0-14"_s);
    QCOMPARE(parseDpkgStatus("\n\n:\nPackage\n\nPackage: x\n\xff\n").size(), 0);
}

void TestSoftware::rootsAreRead_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<int>("manager");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("a Debian") << QByteArray("mkdir -p var/lib/dpkg; printf 'Package: a\\nVersion: 1\\n' > "
                                            "var/lib/dpkg/status")
                              << 1 << QStringList{u"a"_s};
    QTest::newRow("one without a shell") << QByteArray(
        "mkdir -p var/lib/dpkg/status.d; cd var/lib/dpkg/status.d; printf 'Package: b\\nVersion: 1\\n' > "
        "b; printf 'Package: a\\nVersion: 1\\n' > a; echo x > a.md5sums")
                                         << 1 << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("an rpm root") << QByteArray("mkdir -p var/lib/rpm; echo db > var/lib/rpm/rpmdb.sqlite") << 2
                                 << QStringList{u"bash"_s, u"vim"_s};
    QTest::newRow("an empty root") << QByteArray("mkdir -p etc") << 0 << QStringList();
}

void TestSoftware::rootsAreRead()
{
    QFETCH(QByteArray, script);
    const QTemporaryDir root;
    QVERIFY(shell(script + "\nmkdir -p /" + root.path().toUtf8() + "/etc; printf 'ID=debian\\nVERSION_ID=\"12\"\\n' > "
                      + root.path().toUtf8() + "/etc/os-release",
                  root.path())
                .ok);
    LocalFileSystem files;
    FakeRpm rpm;
    const SoftwareList list = readSoftware(root.path(), files, rpm);
    QStringList names;
    for (const SoftwarePackage &package : list.packages)
        names.append(package.name);
    QTEST(names, "names");
    QTEST(static_cast<int>(list.manager), "manager");
    QCOMPARE(list.distribution, u"debian"_s);
    QCOMPARE(list.release, u"12"_s);
}

void TestSoftware::rpmIsAskedForACopy()
{
    const QTemporaryDir root;
    QVERIFY(shell("mkdir -p usr/lib/sysimage/rpm; echo db > usr/lib/sysimage/rpm/Packages", root.path()).ok);
    LocalFileSystem files;
    FakeRpm rpm;
    const SoftwareList list = readSoftware(root.path(), files, rpm);
    QCOMPARE(list.packages.size(), 2);
    QVERIFY(!rpm.last.arguments.join(u' ').contains(root.path()));
    rpm.missing = true;
    const SoftwareList without = readSoftware(root.path(), files, rpm);
    QVERIFY(without.packages.isEmpty());
    QVERIFY2(without.remark.contains(u"rpm is not installed"_s), qPrintable(without.remark));
}

void TestSoftware::aLinkLeadsNowhereElse()
{
    const QTemporaryDir folder;
    QVERIFY(shell("mkdir -p outside root/var/lib; printf 'Package: a\\nVersion: 1\\n' > outside/status\n"
                  "ln -s ../../../outside root/var/lib/dpkg",
                  folder.path())
                .ok);
    LocalFileSystem files;
    FakeRpm rpm;
    QVERIFY(readSoftware(folder.filePath(u"root"_s), files, rpm).packages.isEmpty());
}

void TestSoftware::theDocumentIsSpdx()
{
    SoftwareList list;
    list.manager = SoftwareList::Manager::Dpkg;
    list.distribution = u"debian"_s;
    list.release = u"12"_s;
    list.packages = parseDpkgStatus(status);
    const SpdxSubject subject{*ImageId::parse(u"debian-12-1"_s), QByteArray(32, 'x'), 1'000'000'000'000};
    const QByteArray text = formatSpdx(subject, list);
    QCOMPARE(formatSpdx(subject, list), text);
    const QJsonDocument document = QJsonDocument::fromJson(text);
    // What SPDX 2.3 requires of a document, and that every name inside is known.
    QCOMPARE(document[u"spdxVersion"_s].toString(), u"SPDX-2.3"_s);
    QCOMPARE(document[u"dataLicense"_s].toString(), u"CC0-1.0"_s);
    QCOMPARE(document[u"SPDXID"_s].toString(), u"SPDXRef-DOCUMENT"_s);
    QCOMPARE(document[u"creationInfo"_s][u"created"_s].toString(), u"2001-09-09T01:46:40Z"_s);
    QSet<QString> known{u"SPDXRef-DOCUMENT"_s};
    static const QRegularExpression identifier(u"^SPDXRef-[A-Za-z0-9.-]+$"_s);
    const QJsonArray packages = document[u"packages"_s].toArray();
    for (const auto &package : packages) {
        const QString id = package[u"SPDXID"_s].toString();
        QVERIFY2(identifier.match(id).hasMatch() && !known.contains(id), qPrintable(id));
        known.insert(id);
        for (const QString &key : {u"name"_s, u"versionInfo"_s, u"downloadLocation"_s, u"copyrightText"_s})
            QVERIFY2(!package[key].toString().isEmpty(), qPrintable(key));
    }
    QCOMPARE(known.size(), 4);
    const QJsonArray relations = document[u"relationships"_s].toArray();
    QCOMPARE(relations.size(), 3);
    for (const auto &relation : relations)
        QVERIFY(known.contains(relation[u"relatedSpdxElement"_s].toString()));
    QVERIFY2(text.contains("pkg:deb/debian/libstdc%2B%2B6@1%3A12.2.0-14?arch=amd64&distro=debian-12"), text);
}

void TestSoftware::theDocumentIsReadBack()
{
    SoftwareList list;
    list.manager = SoftwareList::Manager::Dpkg;
    list.packages = parseDpkgStatus(status);
    const auto read = parseSpdx(formatSpdx({*ImageId::parse(u"debian-12-1"_s), QByteArray(32, 'x'), 0}, list));
    QVERIFY(read);
    QCOMPARE(*read, list.packages);
}

void TestSoftware::brokenDocumentsAreErrors()
{
    for (const QByteArray &text : {QByteArray(), QByteArray("{"), QByteArray("[]"), QByteArray("{\"packages\": 1}")})
        QCOMPARE(parseSpdx(text).error().code, QByteArray("spdx.bad"));
    QCOMPARE(softwareOf(u"/nowhere/debian-12-1.gz"_s).error().code, QByteArray("spdx.none"));
}

QTEST_GUILESS_MAIN(TestSoftware)
#include "software_test.moc"
