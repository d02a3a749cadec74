// SPDX-License-Identifier: GPL-3.0-or-later
// What names an image in a registry, who signs in there and how, and which machine's image it is.
#include "imagebuilder/registry/challenge.h"
#include "imagebuilder/registry/credentials.h"
#include "imagebuilder/registry/image_reference.h"
#include "imagebuilder/registry/platform.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(cid::ImageReference)

class TestRegistryNames : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesAreRead_data();
    void namesAreRead();
    void badNamesAreRefused_data();
    void badNamesAreRefused();
    void challengesAreRead_data();
    void challengesAreRead();
    void theNearestEntryOfLoginCounts_data();
    void theNearestEntryOfLoginCounts();
    void platformsAreRead_data();
    void platformsAreRead();
    void theRightOneOfAnIndexIsTaken_data();
    void theRightOneOfAnIndexIsTaken();
};

void TestRegistryNames::namesAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<ImageReference>("reference");
    const QString digest = u"sha256:"_s + QString(64, u'a');
    const QString hub = u"registry-1.docker.io"_s;
    const auto row = [](const char *name, const QString &text, const ImageReference &reference) {
        QTest::newRow(name) << text << reference;
    };
    row("a host, a name and a tag", u"//quay.io/site/node:12"_s, {u"quay.io"_s, u"site/node"_s, u"12"_s, {}});
    row("a host with a port", u"//reg:5000/node"_s, {u"reg:5000"_s, u"node"_s, u"latest"_s, {}});
    row("this machine", u"//localhost/a/b/c:x"_s, {u"localhost"_s, u"a/b/c"_s, u"x"_s, {}});
    row("an IPv6 address", u"//[fd00::1]:5000/a"_s, {u"[fd00::1]:5000"_s, u"a"_s, u"latest"_s, {}});
    row("a digest", u"//quay.io/a@"_s + digest, {u"quay.io"_s, u"a"_s, {}, digest});
    row("a tag and a digest, which counts", u"//quay.io/a:1@"_s + digest, {u"quay.io"_s, u"a"_s, u"1"_s, digest});
    row("Docker Hub's own", u"//debian:12"_s, {hub, u"library/debian"_s, u"12"_s, {}});
    row("Docker Hub's, of somebody", u"//site/node"_s, {hub, u"site/node"_s, u"latest"_s, {}});
    row("Docker Hub by name", u"//docker.io/debian"_s, {hub, u"library/debian"_s, u"latest"_s, {}});
}

void TestRegistryNames::namesAreRead()
{
    QFETCH(QString, text);
    QFETCH(ImageReference, reference);
    const auto read = parseImageReference(text);
    QVERIFY2(read, read ? "" : qPrintable(read.error().text));
    QCOMPARE(read->toString(), reference.toString());
    QVERIFY(*read == reference);
}

void TestRegistryNames::badNamesAreRefused_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"", "//", "//quay.io/", "//quay.io/A", "//quay.io/a:", "//quay.io/a:b c", "//quay.io/../x", "//quay.io/a//b",
          "//quay.io/a@sha256:abcd", "//quay.io/a@md5:0123", "//user:pw@quay.io/a", "//-x.y/a", "//quay.io:port/a",
          "//quay.io/a?b=c", "//quay.io/a#b", "//quay.io/a%2fb", "//quay.io/a\n", "//quay.io/a:1\n", "//quay.io\n/a"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestRegistryNames::badNamesAreRefused()
{
    QFETCH(QString, text);
    const auto read = parseImageReference(text);
    QVERIFY2(!read, read ? qPrintable(read->toString()) : "");
    QCOMPARE(read.error().code, QByteArray("registry.bad-name"));
}

void TestRegistryNames::challengesAreRead_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("read");
    const auto row = [](const char *name, const char *header, const char *read) {
        QTest::newRow(name) << QByteArray(header) << QByteArray(read);
    };
    row("a password", "Basic realm=\"x\"", "basic[realm=x]");
    row("a token", "Bearer realm=\"https://a/t\",service=\"s\",scope=\"r:a:pull,push\"",
        "bearer[realm=https://a/t scope=r:a:pull,push service=s]");
    row("both", "Basic realm=\"x\", Bearer realm=\"y\" , service=z", "basic[realm=x]bearer[realm=y service=z]");
    row("quotes within", R"(Basic realm="a \"b\", c=\\d")", "basic[realm=a \"b\", c=\\d]");
    row("blanks and letters of any kind", "  BEARER   ReAlM = \"x\"", "bearer[realm=x]");
    row("nothing", "", "");
    row("a quote without an end", "Bearer realm=\"abc", "bearer[realm=abc]");
    row("a backslash at the end", "Bearer realm=\"abc\\", "bearer[realm=abc]");
    row("values of nobody", "=\"x\", realm=\"y\", Basic", "x[realm=y]basic[]");
    row("quotes where a word should be", "\"\"\"\"", "");
}

void TestRegistryNames::challengesAreRead()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, read);
    QByteArray got;
    for (const Challenge &challenge : parseChallenges(header)) {
        QByteArrayList values;
        for (auto it = challenge.values.cbegin(); it != challenge.values.cend(); ++it)
            values.append(it.key() + '=' + it.value());
        got += challenge.scheme + '[' + values.join(' ') + ']';
    }
    QCOMPARE(got, read);
}

void TestRegistryNames::theNearestEntryOfLoginCounts_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("found");
    const auto row = [](const char *name, const QByteArray &file, const char *found) {
        QTest::newRow(name) << file << QByteArray(found);
    };
    const auto entry = [](const char *text) { return "{\"auth\": \"" + QByteArray(text).toBase64() + "\"}"; };
    row("the host's", "{\"auths\": {\"reg:5000\": " + entry("a:b:c") + "}}", "a b:c");
    row("the repository's before the host's",
        "{\"auths\": {\"reg:5000\": " + entry("host:1") + ", \"reg:5000/site\": " + entry("site:2") + "}}", "site 2");
    row("a longer name's counts not", "{\"auths\": {\"reg:5000/site/node/x\": " + entry("a:b") + "}}", "nobody");
    row("another host's", "{\"auths\": {\"other\": " + entry("a:b") + "}}", "nobody");
    row("docker's way of writing", "{\"auths\": {\"https://reg:5000/v1/\": " + entry("a:b") + "}}", "a b");
    row("a helper program is not run", "{\"auths\": {\"reg:5000\": {}}, \"credHelpers\": {\"reg:5000\": \"x\"}}",
        "nobody");
    row("an identity token", "{\"auths\": {\"reg:5000\": {\"identitytoken\": \"x\"}}}", "registry.bad-auth");
    row("no JSON", "auths", "registry.bad-auth");
}

void TestRegistryNames::theNearestEntryOfLoginCounts()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, found);
    const QTemporaryDir folder;
    QFile written(folder.filePath(u"auth.json"_s));
    QVERIFY(written.open(QIODevice::WriteOnly) && written.write(file) == file.size());
    written.close();
    const auto read = findCredentials({folder.filePath(u"none"_s), written.fileName()}, u"reg:5000"_s, u"site/node"_s);
    const QByteArray got = !read ? read.error().code
        : *read                  ? ((*read)->user + u' ' + (*read)->password).toUtf8()
                                 : QByteArray("nobody");
    QCOMPARE(got, found);
}

void TestRegistryNames::platformsAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("platform");
    QTest::newRow("whole") << u"linux/arm/v7"_s << u"linux/arm/v7"_s;
    QTest::newRow("without a variant") << u"linux/amd64"_s << u"linux/amd64"_s;
    QTest::newRow("the plain variant is none") << u"linux/amd64/v1"_s << u"linux/amd64"_s;
    QTest::newRow("the plain variant of arm64") << u"linux/arm64/v8"_s << u"linux/arm64"_s;
    QTest::newRow("uname's word") << u"x86_64"_s << u"linux/amd64"_s;
    QTest::newRow("an architecture alone") << u"riscv64"_s << u"linux/riscv64"_s;
    QTest::newRow("too much") << u"a/b/c/d"_s << QString();
    QTest::newRow("a part is missing") << u"linux//v1"_s << QString();
    QTest::newRow("nothing") << QString() << QString();
}

void TestRegistryNames::platformsAreRead()
{
    QFETCH(QString, text);
    QFETCH(QString, platform);
    const auto read = parsePlatform(text);
    QCOMPARE(read ? read->toString() : QString(), platform);
}

void TestRegistryNames::theRightOneOfAnIndexIsTaken_data()
{
    QTest::addColumn<QByteArray>("manifests");
    QTest::addColumn<QString>("platform");
    QTest::addColumn<QByteArray>("chosen");
    const auto row = [](const char *name, const QByteArray &manifests, const QString &platform, const char *chosen) {
        QTest::newRow(name) << '[' + manifests + ']' << platform << QByteArray(chosen);
    };
    const auto one = [](const char *digest, const char *os, const char *arch, const char *variant = "") {
        return "{\"digest\": \"" + QByteArray(digest) + "\", \"platform\": {\"os\": \"" + os
            + "\", \"architecture\": \"" + arch + "\", \"variant\": \"" + variant + "\"}}";
    };
    const QByteArray amd = one("amd", "linux", "amd64");
    const QByteArray arm = one("arm", "linux", "arm64", "v8");
    const QByteArray attested =
        "{\"digest\": \"x\", \"platform\": {\"os\": \"unknown\", \"architecture\": \"unknown\"}, "
        "\"annotations\": {\"vnd.docker.reference.type\": \"attestation-manifest\"}}";
    row("by architecture", amd + ',' + arm, u"linux/arm64"_s, "arm");
    row("Linux beside Windows", one("win", "windows", "amd64") + ',' + amd, u"linux/amd64"_s, "amd");
    row("the plain variant beside a newer one", one("v2", "linux", "amd64", "v2") + ',' + amd, u"linux/amd64"_s, "amd");
    row("a newer variant where it is named", one("v2", "linux", "amd64", "v2") + ',' + amd, u"linux/amd64/v2"_s, "v2");
    row("the plain variant for a newer machine", amd, u"linux/amd64/v3"_s, "amd");
    row("a newer variant for a plain machine is none", one("v3", "linux", "amd64", "v3"), u"linux/amd64"_s, "none");
    row("an older variant of ARM", one("v6", "linux", "arm", "v6"), u"linux/arm/v7"_s, "v6");
    row("a newer variant of ARM is none", one("v7", "linux", "arm", "v7"), u"linux/arm/v6"_s, "none");
    row("attestations are none", attested + ',' + amd + ',' + attested, u"linux/amd64"_s, "amd");
    row("one that is listed twice is one", amd + ',' + amd, u"linux/amd64"_s, "amd");
    row("two that differ are a question", amd + ',' + one("amd2", "linux", "amd64"), u"linux/amd64"_s, "none");
    row("one that names no platform", "{\"digest\": \"plain\"}", u"linux/amd64"_s, "plain");
    row("one of another machine, alone", arm, u"linux/amd64"_s, "none");
    row("nothing", "", u"linux/amd64"_s, "none");
    row("no list of manifests", "1,\"x\",null", u"linux/amd64"_s, "none");
}

void TestRegistryNames::theRightOneOfAnIndexIsTaken()
{
    QFETCH(QByteArray, manifests);
    QFETCH(QString, platform);
    QFETCH(QByteArray, chosen);
    const auto got = choosePlatform(QJsonDocument::fromJson(manifests).array(), *parsePlatform(platform));
    QCOMPARE(got ? (*got)[u"digest"_s].toString().toUtf8() : QByteArray("none"), chosen);
    if (!got)
        QVERIFY2(got.error().text.contains(u"for "_s + parsePlatform(platform)->toString()),
                 qPrintable(got.error().text));
}

QTEST_GUILESS_MAIN(TestRegistryNames)
#include "registry_names_test.moc"
