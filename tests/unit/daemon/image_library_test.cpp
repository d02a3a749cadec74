// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/image_library.h"
#include "imagebuilder/pack/packer.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

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

QTEST_GUILESS_MAIN(TestImageLibrary)
#include "image_library_test.moc"
