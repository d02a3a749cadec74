// SPDX-License-Identifier: GPL-3.0-or-later
// Manifests are read beside the event loop, each once, and what was read is seen as a whole.
#include "daemon/net/library_reader.h"
#include "imagebuilder/pack/packer.h"

#include <QDir>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <atomic>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

constexpr int images = 12;

QString nameOf(int number)
{
    return u"tree-1-%1"_s.arg(number);
}

} // namespace

class TestLibraryReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void theLoopGoesOnWhileManifestsAreRead();
    void whatIsUnchangedIsNotReadAgain();
    void anImageThatCameMeanwhileStays();
    void anImageThatWasRemovedMeanwhileStaysAway();
    void whatEndsHandsNothingOver();

private:
    void pack(int number) const;
    [[nodiscard]] LibrarySettings settings() const;
    [[nodiscard]] ImageLibrary::Open counting();
    void read(LibraryReader &reader);

    std::unique_ptr<QTemporaryDir> m_folder;
    ImageLibrary m_library;
    std::atomic<int> m_reads = 0;
    std::atomic<int> m_readsHere = 0; ///< on the event loop's thread
    std::unique_ptr<QSemaphore> m_gate; ///< where there is one, each read waits for it
    QSemaphore m_arrived;
};

void TestLibraryReader::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_folder->path()).mkpath(u"root"_s) && QDir(m_folder->path()).mkpath(u"images"_s));
    for (int number = 1; number <= images; ++number)
        pack(number);
    m_library = {};
    m_reads = m_readsHere = 0;
    m_gate.reset();
}

void TestLibraryReader::pack(int number) const
{
    QFile file(m_folder->filePath(u"root/file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray::number(number)) > 0);
    file.close();
    PackOptions options;
    options.root = m_folder->filePath(u"root"_s);
    options.image = *ImageId::parse(nameOf(number));
    options.outputFolder = m_folder->filePath(u"images"_s);
    const auto packed = packImage(options);
    QVERIFY2(packed, packed ? "" : qPrintable(packed.error().text));
}

LibrarySettings TestLibraryReader::settings() const
{
    ImageDefinition definition;
    definition.name = u"tree"_s;
    return {{definition}, m_folder->filePath(u"images"_s), {}};
}

ImageLibrary::Open TestLibraryReader::counting()
{
    return [this, loop = QThread::currentThread()](const QString &path) {
        ++m_reads;
        const bool isHere = QThread::currentThread() == loop;
        if (isHere)
            ++m_readsHere;
        m_arrived.release();
        if (m_gate && !isHere)
            m_gate->acquire();
        return ImageFile::open(path);
    };
}

void TestLibraryReader::read(LibraryReader &reader)
{
    bool isTaken = false;
    reader.read(settings(), [&](ImageLibrary found) {
        m_library = std::move(found);
        isTaken = true;
    });
    QTRY_VERIFY(isTaken);
}

void TestLibraryReader::theLoopGoesOnWhileManifestsAreRead()
{
    m_gate = std::make_unique<QSemaphore>();
    LibraryReader reader(m_library, counting());
    int turns = 0;
    bool isTaken = false;
    reader.read(settings(), [&](ImageLibrary found) {
        m_library = std::move(found);
        isTaken = true;
    });
    // Each manifest is held back until the loop has had a turn of its own.
    for (int i = 0; i < images; ++i) {
        QVERIFY(m_arrived.tryAcquire(1, 10'000));
        QMetaObject::invokeMethod(this, [&] { ++turns; }, Qt::QueuedConnection);
        QCoreApplication::processEvents();
        QVERIFY(!isTaken && m_library.catalogue().isEmpty()); // Nothing of it is seen before its end.
        m_gate->release();
    }
    QCOMPARE(turns, images);
    QTRY_VERIFY(isTaken);
    QCOMPARE(m_library.catalogue().size(), images);
    QCOMPARE(m_reads.load(), images);
    QCOMPARE(m_readsHere.load(), 0);
}

void TestLibraryReader::whatIsUnchangedIsNotReadAgain()
{
    LibraryReader reader(m_library, counting());
    read(reader);
    QCOMPARE(m_reads.load(), images);
    read(reader);
    QCOMPARE(m_reads.load(), images);
    const QString changed = m_folder->filePath(u"images/%1"_s.arg(nameOf(3)));
    for (const QString &ending : {u".gz"_s, u".manifest"_s})
        QVERIFY(QFile::remove(changed + ending));
    pack(3);
    pack(images + 1);
    read(reader);
    QCOMPARE(m_reads.load(), images + 2);
    QCOMPARE(m_library.catalogue().size(), images + 1);
}

void TestLibraryReader::anImageThatCameMeanwhileStays()
{
    m_gate = std::make_unique<QSemaphore>();
    LibraryReader reader(m_library, counting());
    bool isTaken = false;
    reader.read(settings(), [&](ImageLibrary found) {
        m_library = std::move(found);
        isTaken = true;
    });
    QVERIFY(m_arrived.tryAcquire(1, 10'000));
    pack(images + 1);
    const auto file = ImageFile::open(m_folder->filePath(u"images/%1.gz"_s.arg(nameOf(images + 1))));
    QVERIFY(file);
    m_library.insert(ImageLibrary::describe(settings(), *file));
    m_gate->release(1'000);
    QTRY_VERIFY(isTaken);
    QCOMPARE(m_library.catalogue().size(), images + 1);
    QCOMPARE(m_reads.load(), images + 1); // Of the first look at the folder all but the new one is known.
}

void TestLibraryReader::anImageThatWasRemovedMeanwhileStaysAway()
{
    LibraryReader first(m_library);
    read(first);
    m_gate = std::make_unique<QSemaphore>();
    pack(images + 1);
    LibraryReader reader(m_library, counting());
    bool isTaken = false;
    reader.read(settings(), [&](ImageLibrary found) {
        m_library = std::move(found);
        isTaken = true;
    });
    QVERIFY(m_arrived.tryAcquire(1, 10'000));
    QVERIFY(QFile::remove(m_folder->filePath(u"images/%1.gz"_s.arg(nameOf(1)))));
    m_library.remove(*ImageId::parse(nameOf(1)));
    m_gate->release(1'000);
    QTRY_VERIFY(isTaken);
    QVERIFY(!m_library.find(*ImageId::parse(nameOf(1))));
    QCOMPARE(m_library.catalogue().size(), images);
}

void TestLibraryReader::whatEndsHandsNothingOver()
{
    m_gate = std::make_unique<QSemaphore>();
    int taken = 0;
    {
        LibraryReader reader(m_library, counting());
        for (int i = 0; i < 3; ++i)
            reader.read(settings(), [&](const ImageLibrary &) { ++taken; });
        QVERIFY(m_arrived.tryAcquire(1, 10'000));
        m_gate->release(1'000);
    }
    QCoreApplication::processEvents();
    QCOMPARE(taken, 0);
}

QTEST_GUILESS_MAIN(TestLibraryReader)
#include "library_reader_test.moc"
