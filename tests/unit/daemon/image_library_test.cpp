// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/image_library.h"
#include "imagebuilder/pack/packer.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace cid;
using namespace Qt::StringLiterals;

class TestImageLibrary : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void whatDidNotChangeIsNotReadAgain();
    void anotherFileOfTheSameNameIsRead();
    void anotherManifestOfTheSameFileIsRead();
    void whatIsGoneIsForgotten();
    void whetherAMachineCanStartItIsKnown();
    void aPipeInTheFolderHoldsNobody_data();
    void aPipeInTheFolderHoldsNobody();
    void anImageOfAnotherDigestIsNamed_data();
    void anImageOfAnotherDigestIsNamed();

private:
    void pack(const QByteArray &content);
    [[nodiscard]] ImageLibrary scan(const ImageLibrary &before = {}) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    const ImageId m_id = *ImageId::parse(u"tree-1-1"_s);
};

void TestImageLibrary::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_folder->path()).mkpath(u"root"_s) && QDir(m_folder->path()).mkpath(u"images"_s));
    pack("one");
}

void TestImageLibrary::pack(const QByteArray &content)
{
    QFile file(m_folder->filePath(u"root/file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
    file.close();
    const QDir images(m_folder->filePath(u"images"_s));
    for (const QString &name : images.entryList(QDir::Files))
        QVERIFY(QFile::remove(images.filePath(name)));
    PackOptions options;
    options.root = m_folder->filePath(u"root"_s);
    options.image = m_id;
    options.outputFolder = images.path();
    const auto packed = packImage(options);
    QVERIFY2(packed, packed ? "" : qPrintable(packed.error().text));
}

ImageLibrary TestImageLibrary::scan(const ImageLibrary &before) const
{
    ImageDefinition definition;
    definition.name = u"tree"_s;
    return ImageLibrary::scan({{definition}, m_folder->filePath(u"images"_s), {}}, before);
}

void TestImageLibrary::whatDidNotChangeIsNotReadAgain()
{
    const ImageLibrary first = scan();
    QVERIFY(first.find(m_id));
    const ImageLibrary second = scan(first);
    QCOMPARE(second.find(m_id), first.find(m_id)); // The same object.
    QCOMPARE(second.catalogue().size(), 1);
}

void TestImageLibrary::anotherFileOfTheSameNameIsRead()
{
    const ImageLibrary first = scan();
    pack("two");
    const ImageLibrary second = scan(first);
    QVERIFY(second.find(m_id));
    QVERIFY(second.find(m_id) != first.find(m_id));
    QVERIFY(second.find(m_id)->digest() != first.find(m_id)->digest());
}

void TestImageLibrary::anotherManifestOfTheSameFileIsRead()
{
    const ImageLibrary first = scan();
    QFile manifest(manifestPath(first.find(m_id)->path()));
    QVERIFY(manifest.open(QIODevice::WriteOnly));
    QVERIFY(manifest.write("no manifest") > 0);
    manifest.close();
    const ImageLibrary second = scan(first);
    QVERIFY(!second.find(m_id));
    QCOMPARE(second.problems().size(), 1);
}

void TestImageLibrary::whatIsGoneIsForgotten()
{
    const ImageLibrary first = scan();
    QVERIFY(QFile::remove(first.find(m_id)->path()));
    QVERIFY(!scan(first).find(m_id));
}

void TestImageLibrary::whetherAMachineCanStartItIsKnown()
{
    QVERIFY(scan().catalogue().first().startProblem.contains(u"no kernel"_s));
    QCOMPARE(scan().catalogue().first().ownAgent, QString());
    QVERIFY(QDir(m_folder->path()).mkpath(u"root/boot"_s) && QDir(m_folder->path()).mkpath(u"root/usr/sbin"_s));
    QVERIFY(QFile::link(u"usr/sbin"_s, m_folder->filePath(u"root/sbin"_s)));
    for (const QString &name : {u"root/boot/vmlinuz-6.1"_s, u"root/boot/initrd.img-6.1"_s, u"root/usr/sbin/cidkid"_s}) {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
    }
    pack("two");
    QCOMPARE(scan().catalogue().first().startProblem, QString());
    QCOMPARE(scan().catalogue().first().ownAgent, u"/usr/sbin/cidkid"_s);
}

// To open a pipe waits for somebody who writes to it, and nobody does.
void TestImageLibrary::aPipeInTheFolderHoldsNobody_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("isImage");
    QTest::addColumn<int>("problems");
    QTest::newRow("in the place of the manifest") << u"tree-1-1.manifest"_s << false << 1;
    QTest::newRow("in the place of the image") << u"tree-1-1.gz"_s << false << 0; // as any other thing that is no image
    QTest::newRow("in the place of the signatures") << u"tree-1-1.sig"_s << true << 0;
}

void TestImageLibrary::aPipeInTheFolderHoldsNobody()
{
    QFETCH(QString, file);
    QFETCH(bool, isImage);
    QFETCH(int, problems);
    const QString path = m_folder->filePath(u"images/"_s + file);
    QFile::remove(path);
    QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    const ImageLibrary library = scan();
    QCOMPARE(library.find(m_id) != nullptr, isImage);
    QCOMPARE(library.problems().size(), problems);
}

void TestImageLibrary::anImageOfAnotherDigestIsNamed_data()
{
    QTest::addColumn<QString>("current");
    QTest::addColumn<bool>("isItsOwn");
    QTest::addColumn<bool>("isNamed");
    QTest::newRow("its own digest") << u"1-1"_s << true << false;
    QTest::newRow("another digest") << u"1-1"_s << false << true;
    QTest::newRow("another digest of another version") << u"1-2"_s << false << false;
}

void TestImageLibrary::anImageOfAnotherDigestIsNamed()
{
    QFETCH(QString, current);
    QFETCH(bool, isItsOwn);
    QFETCH(bool, isNamed);
    const QByteArray digest = scan().find(m_id)->digest();
    ImageDefinition definition;
    definition.name = u"tree"_s;
    definition.current = current;
    definition.currentDigest = isItsOwn ? digest : QByteArray(32, 'x');
    const auto library = ImageLibrary::scan({{definition}, m_folder->filePath(u"images"_s), {}}, {});
    QVERIFY(library.find(m_id)); // It may be looked at; what nodes get is the core's policy.
    QCOMPARE(library.problems().size(), isNamed ? 1 : 0);
    for (const QByteArray &named : {digest, definition.currentDigest}) {
        if (isNamed)
            QVERIFY(library.problems().first().contains(QString::fromLatin1(named.toHex())));
    }
}

QTEST_GUILESS_MAIN(TestImageLibrary)
#include "image_library_test.moc"
