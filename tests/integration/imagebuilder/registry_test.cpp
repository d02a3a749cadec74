// SPDX-License-Identifier: GPL-3.0-or-later
// Images out of registries over TLS: Debian's docker-registry, to which skopeo pushes, and stand-ins for what others
// do.
#include "tests/support/source_bench.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>

#include <unistd.h>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

namespace {

/// A server of the test's own that ends with it.
class Service
{
public:
    ~Service()
    {
        m_process.closeWriteChannel();
        m_process.terminate();
        if (!m_process.waitForFinished(5'000))
            m_process.kill();
        m_process.waitForFinished();
    }
    void start(const QString &program, const QStringList &words) { m_process.start(program, words); }
    /// The first line that it says, as a number.
    int port()
    {
        while (!m_process.canReadLine() && m_process.waitForReadyRead(20'000)) { }
        return m_process.readLine().trimmed().toInt();
    }
    QByteArray heard()
    {
        while (m_process.waitForReadyRead(200)) { }
        return m_heard += m_process.readAllStandardOutput();
    }
    [[nodiscard]] QByteArray complaints() { return m_process.readAllStandardError(); }
    [[nodiscard]] bool isUp() const { return m_process.state() == QProcess::Running; }

private:
    QProcess m_process;
    QByteArray m_heard;
};

constexpr auto twoLayers = "layout(image([('etc','d'),('etc/a','f',b'1'),('b','f',os.urandom(400000))],"
                           "[('etc/c','f',b'2'),('.wh.b','f'),('large','f',b'x'*3000)]))\n";

} // namespace

class TestRegistry : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void anImageComesOutOfARealRegistry_data();
    void anImageComesOutOfARealRegistry();
    void aRealRegistryRefuses_data();
    void aRealRegistryRefuses();
    void registriesHaveTheirWays_data();
    void registriesHaveTheirWays();
    void badRegistriesAreNamed_data();
    void badRegistriesAreNamed();
    void aConnectionThatEndsGoesOnWhereItWas();
    void aRedirectionGetsNoPassword();
    void aMirrorIsAskedFirstAndNotBelieved_data();
    void aMirrorIsAskedFirstAndNotBelieved();
    void theRightMachinesImageIsTaken();
    void init();

private:
    [[nodiscard]] std::unique_ptr<Service> standIn(const QString &natures, int other = 0);
    [[nodiscard]] QByteArray listed(const QString &what);

    SourceBench m_bench;
    Service m_registry;
    int m_port = 0;
    QByteArray m_expected;
    QString m_digest;
};

void TestRegistry::initTestCase()
{
    if (::geteuid() != 0)
        QSKIP("owners and devices need root");
    const Shell keys = shell(R"SH(
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -keyout key -out crt -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 2>/dev/null
printf 'site:%s\n' "$(perl -e 'print crypt("se:cret", "\$2b\$05\$abcdefghijklmnopqrstuu")')" >htpasswd
printf '{"auths": {"localhost:PORT": {"auth": "%s"}}}' "$(printf site:se:cret | base64)" >auth.in
printf '{"auths": {"localhost:PORT": {"auth": "%s"}}}' "$(printf site:wrong | base64)" >wrong.in
echo '{"auths": {}}' >nobody.json; mkdir certs; cp crt certs/ca.crt
)SH",
                             m_bench.path({}));
    QVERIFY2(keys.ok, keys.err);
    QVERIFY(m_bench.makeLayout(twoLayers).ok);
    const auto root = m_bench.prepare(u"oci:"_s + m_bench.path(u"layout"_s));
    QVERIFY2(root, root ? "" : qPrintable(root.error().text));
    m_expected = SourceBench::listing(*root);
    QVERIFY(m_expected.startsWith("etc/ etc/a=1 etc/c=2 large=xxx"));
}

void TestRegistry::init()
{
    m_bench.registry = {{}, m_bench.path(u"crt"_s), m_bench.path(u"nobody.json"_s)};
    m_bench.platform = {u"linux"_s, u"amd64"_s, {}};
}

QByteArray TestRegistry::listed(const QString &what)
{
    const auto root = m_bench.prepare(what);
    const QByteArray listing =
        root ? SourceBench::listing(*root) : root.error().code + ' ' + root.error().text.toUtf8();
    m_bench.forget();
    return listing;
}

std::unique_ptr<Service> TestRegistry::standIn(const QString &natures, int other)
{
    auto service = std::make_unique<Service>();
    service->start(u"python3"_s,
                   {QStringLiteral(CID_TEST_DATA "/registry/registry_stand_in.py"), m_bench.path(u"crt"_s),
                    m_bench.path(u"key"_s), m_bench.path(u"layout"_s), natures, QString::number(other)});
    m_port = service->port();
    static_cast<void>(
        shell("for f in auth wrong; do sed s/PORT/" + QByteArray::number(m_port) + "/ $f.in >$f.json; done",
              m_bench.path({})));
    return service;
}

void TestRegistry::anImageComesOutOfARealRegistry_data()
{
    QTest::addColumn<QByteArray>("pushing");
    QTest::addColumn<QString>("name");
    QTest::newRow("as it is") << QByteArray() << u"site/node:1"_s;
    QTest::newRow("in docker's own format") << QByteArray("--format v2s2") << u"site/docker:1"_s;
    QTest::newRow("packed by zstd") << QByteArray("--dest-compress-format zstd --dest-compress") << u"site/zstd:1"_s;
    QTest::newRow("without a tag") << QByteArray() << u"latest"_s;
}

void TestRegistry::anImageComesOutOfARealRegistry()
{
    QFETCH(QByteArray, pushing);
    QFETCH(QString, name);
    if (QStandardPaths::findExecutable(u"docker-registry"_s).isEmpty())
        QFAIL("docker-registry is missing: run tools/setup");
    QTcpServer probe;
    QVERIFY(probe.listen(QHostAddress::LocalHost));
    const QByteArray port = QByteArray::number(probe.serverPort());
    probe.close();
    const QByteArray at = m_bench.path({}).toUtf8();
    QFile conf(m_bench.path(u"registry.yml"_s));
    QVERIFY(conf.open(QIODevice::WriteOnly));
    conf.write("version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: " + at
               + "/storage}}\n"
                 "auth: {htpasswd: {realm: site, path: "
               + at + "/htpasswd}}\nhttp: {addr: '127.0.0.1:" + port + "', secret: x, tls: {certificate: " + at
               + "/crt, key: " + at + "/key}}\n");
    conf.close();
    Service registry;
    registry.start(u"docker-registry"_s, {u"serve"_s, conf.fileName()});
    const Shell pushed = shell("sed s/PORT/" + port
                                   + "/ auth.in >auth.json; for i in $(seq 50); do skopeo copy -q --authfile auth.json "
                                     "--dest-cert-dir certs "
                                   + pushing + " oci:layout docker://localhost:" + port + "/" + name.toUtf8()
                                   + " && exit 0; sleep 0.2; done; exit 1",
                               m_bench.path({}));
    QVERIFY2(pushed.ok, pushed.err + registry.complaints());
    m_bench.registry.authFile = m_bench.path(u"auth.json"_s);
    const QString reference = u"docker://localhost:"_s + QString::fromLatin1(port) + u'/' + name;
    QCOMPARE(listed(reference), m_expected);
    // The same by its digest, as skopeo tells it.
    const Shell digest =
        shell("skopeo inspect --authfile auth.json --cert-dir certs --format '{{.Digest}}' docker://localhost:" + port
                  + "/" + name.toUtf8(),
              m_bench.path({}));
    QVERIFY2(digest.ok, digest.err);
    QCOMPARE(listed(reference.section(u':', 0, 2) + u'@' + QString::fromLatin1(digest.out.trimmed())), m_expected);
    QVERIFY(
        listed(reference.section(u':', 0, 2) + u"@sha256:"_s + QString(64, u'0')).startsWith("registry.not-found "));
    m_bench.registry.authFile = m_bench.path(u"nobody.json"_s);
    const QByteArray refused = listed(reference);
    QVERIFY2(refused.startsWith("registry.denied ") && refused.contains("skopeo login localhost"), refused);
}

void TestRegistry::aRealRegistryRefuses_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("ca");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("nobody listens") << u"docker://localhost:1/a/b"_s << u"crt"_s << QByteArray("registry.failed ");
    QTest::newRow("a name that is none") << u"docker://localhost:1/A b"_s << u"crt"_s
                                         << QByteArray("registry.bad-name ");
    QTest::newRow("authorities that are none")
        << u"docker://localhost:1/a"_s << u"auth.in"_s << QByteArray("registry.bad-ca ");
}

void TestRegistry::aRealRegistryRefuses()
{
    QFETCH(QString, what);
    QFETCH(QString, ca);
    QFETCH(QByteArray, said);
    m_bench.registry.ca = m_bench.path(ca);
    const QByteArray got = listed(what);
    QVERIFY2(got.startsWith(said), got);
}

void TestRegistry::registriesHaveTheirWays_data()
{
    QTest::addColumn<QString>("natures");
    QTest::addColumn<bool>("signsIn");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *name, const QString &natures, bool signsIn, const char *said) {
        QTest::newRow(name) << natures << signsIn << QByteArray(said);
    };
    row("one that everybody reads", u"open"_s, false, "");
    row("one that everybody reads, asked by somebody with a password", u"open"_s, true, "");
    row("a password", u"basic"_s, true, "");
    row("a token service", u"token"_s, true, "");
    row("an index", u"index"_s, false, "");
    row("an index behind a token service", u"index,token"_s, true, "");
    row("a token service that takes passwords in the clear", u"plain-token"_s, true, "registry.bad ");
    row("a way that nobody knows", u"foreign"_s, true, "registry.denied ");
    row("a password that is missing", u"token"_s, false, "registry.denied ");
}

void TestRegistry::registriesHaveTheirWays()
{
    QFETCH(QString, natures);
    QFETCH(bool, signsIn);
    QFETCH(QByteArray, said);
    const auto service = standIn(natures);
    m_bench.registry.authFile = m_bench.path(signsIn ? u"auth.json"_s : u"nobody.json"_s);
    const QByteArray got = listed(u"docker://localhost:%1/a/b:c"_s.arg(m_port));
    if (said.isEmpty())
        QCOMPARE(got, m_expected);
    else
        QVERIFY2(got.startsWith(said), got);
    // Nobody is told a password who did not ask for one.
    QVERIFY(natures != "open"_L1 || !service->heard().contains("Basic"));
    QVERIFY(natures != "plain-token"_L1 || !service->heard().contains("Basic"));
}

void TestRegistry::badRegistriesAreNamed_data()
{
    QTest::addColumn<QString>("natures");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("a layer that was damaged") << u"damaged"_s << QByteArray("another digest");
    QTest::newRow("a layer that is longer than it says") << u"long"_s << QByteArray("is longer than");
    QTest::newRow("a page to sign in at") << u"page"_s << QByteArray("registry.bad ");
    QTest::newRow("a manifest without an end") << u"endless"_s << QByteArray("longer than 4194304 bytes");
}

void TestRegistry::badRegistriesAreNamed()
{
    QFETCH(QString, natures);
    QFETCH(QByteArray, said);
    const auto service = standIn(natures);
    const QByteArray got = listed(u"docker://localhost:%1/a/b"_s.arg(m_port));
    QVERIFY2(got.contains(said), got);
    QCOMPARE(QDir(m_bench.path(u"work"_s)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList());
    // Another certificate, and nothing is asked at all.
    m_bench.registry.ca.clear();
    const QByteArray before = service->heard();
    QVERIFY(listed(u"docker://localhost:%1/a/b"_s.arg(m_port)).startsWith("registry.failed "));
    QCOMPARE(service->heard(), before);
}

void TestRegistry::aConnectionThatEndsGoesOnWhereItWas()
{
    for (const auto &natures : {u"cuts"_s, u"cuts,no-range"_s}) {
        const auto service = standIn(natures);
        QCOMPARE(listed(u"docker://localhost:%1/a/b"_s.arg(m_port)), m_expected);
        int later = 0;
        for (const QByteArray &line : service->heard().split('\n'))
            later += line.contains("/blobs/") && line.split(' ').value(1).toInt() > 0 ? 1 : 0;
        QCOMPARE(later, 3);
    }
}

void TestRegistry::aRedirectionGetsNoPassword()
{
    const auto storage = standIn(u"open"_s);
    const int there = m_port;
    const auto service = standIn(u"basic,elsewhere"_s, there);
    m_bench.registry.authFile = m_bench.path(u"auth.json"_s);
    QCOMPARE(listed(u"docker://localhost:%1/a/b"_s.arg(m_port)), m_expected);
    const QByteArray asked = storage->heard();
    QVERIFY(asked.count("/blobs/") == 3 && asked.count("nobody") == 3);
    QVERIFY(!asked.contains("Basic"));
    QVERIFY(service->heard().contains("Basic"));
}

void TestRegistry::aMirrorIsAskedFirstAndNotBelieved_data()
{
    QTest::addColumn<QString>("natures");
    QTest::addColumn<bool>("serves");
    QTest::newRow("a good one") << u"open"_s << true;
    QTest::newRow("one that is broken") << u"broken"_s << false;
    QTest::newRow("one that gives something else") << u"damaged"_s << false;
    QTest::newRow("one that wants a password") << u"basic"_s << false;
}

void TestRegistry::aMirrorIsAskedFirstAndNotBelieved()
{
    QFETCH(QString, natures);
    QFETCH(bool, serves);
    const auto mirror = standIn(natures);
    m_bench.registry.mirrors = {u"localhost:%1"_s.arg(m_port)};
    const auto service = standIn(u"open"_s);
    QCOMPARE(listed(u"docker://127.0.0.1:%1/a/b"_s.arg(m_port)), m_expected);
    QVERIFY(!mirror->heard().isEmpty());
    QCOMPARE(service->heard().isEmpty(), serves);
}

void TestRegistry::theRightMachinesImageIsTaken()
{
    QVERIFY(m_bench
                .makeLayout("def of(arch, *layers, **more):\n"
                            "    return {**image(*layers), 'platform': {'os': 'linux', 'architecture': arch, **more}}\n"
                            "layout(of('arm64', [('arm64','f',b'')], variant='v8'), of('amd64', [('amd64','f',b'')]),\n"
                            "       of('amd64', [('amd64v3','f',b'')], variant='v3'),\n"
                            "       of('riscv64', [('riscv64','f',b'')]))\n")
                .ok);
    const auto service = standIn(u"index"_s);
    const QString what = u"docker://localhost:%1/a/b"_s.arg(m_port);
    // What its configuration says counts, too: all of these are of amd64 by theirs.
    for (const auto &[platform, files] :
         {std::pair(u"linux/amd64"_s, "amd64="), std::pair(u"linux/amd64/v3"_s, "amd64v3=")}) {
        m_bench.platform = *parsePlatform(platform);
        QCOMPARE(listed(what), QByteArray(files));
        QCOMPARE(listed(u"oci:"_s + m_bench.path(u"layout"_s)), QByteArray(files));
    }
    m_bench.platform = *parsePlatform(u"linux/s390x"_s);
    const QByteArray none = listed(what);
    QVERIFY2(
        none.contains("no image for linux/s390x; there is: linux/arm64, linux/amd64, linux/amd64/v3, linux/riscv64"),
        none);
    m_bench.platform = *parsePlatform(u"linux/riscv64"_s);
    QVERIFY(listed(what).contains("no image for linux/riscv64; there is: linux/amd64"));
    QVERIFY(m_bench.makeLayout(twoLayers).ok);
}

QTEST_GUILESS_MAIN(TestRegistry)
#include "registry_test.moc"
