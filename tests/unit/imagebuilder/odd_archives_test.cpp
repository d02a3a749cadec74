// SPDX-License-Identifier: GPL-3.0-or-later
// Archives as other tools make them and no tree looks: names that come twice, held against GNU tar; and archives that
// were cut or damaged anywhere, of which nothing may be taken for the whole.
#include "imagebuilder/unpack/unpacker.h"
#include "tests/support/tree.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

namespace {

// add("f name mode time content" | "d name mode time" | "l name target" | "h name target"), one an argument.
constexpr auto makeArchive = R"PY(
import io, sys, tarfile
with tarfile.open(sys.argv[1], "w", format=tarfile.PAX_FORMAT) as tar:
    for line in sys.argv[2:]:
        kind, name, *rest = line.split(" ")
        entry = tarfile.TarInfo(name)
        data = b""
        if kind == "f":
            entry.mode, entry.mtime, data = int(rest[0], 8), int(rest[1]), rest[2].encode() * 3
            entry.size = len(data)
        elif kind == "d":
            entry.type, entry.mode, entry.mtime = tarfile.DIRTYPE, int(rest[0], 8), int(rest[1])
        else:
            entry.type, entry.linkname, entry.mtime = (tarfile.SYMTYPE if kind == "l" else tarfile.LNKTYPE), rest[0], 9
        tar.addfile(entry, io.BytesIO(data))
)PY";

} // namespace

class TestOddArchives : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void whatComesTwiceIsWhatCameLast_data();
    void whatComesTwiceIsWhatCameLast();
    void aCutArchiveIsNoWhole();
    void aDamagedFileIsNoWhole_data();
    void aDamagedFileIsNoWhole();

private:
    [[nodiscard]] Result<UnpackReport> unpack(const QString &archive) const
    {
        static_cast<void>(shell("rm -rf out; mkdir out", m_work.path()));
        UnpackOptions options;
        options.target = m_work.filePath(u"out"_s);
        options.restoreOwners = ::geteuid() == 0;
        return unpackTarball(m_work.filePath(archive), options);
    }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_work.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size());
    }
    [[nodiscard]] QByteArray read(const QString &name) const
    {
        QFile file(m_work.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_work;
};

void TestOddArchives::initTestCase()
{
    write(u"make.py"_s, makeArchive);
    const Shell made = shell("mkdir tree; cd tree; for i in 1 2 3 4; do head -c 3000 /dev/urandom | base64 > "
                             "\"caf\303\251 $i\"; ln -s x l$i; done; "
                             "tar --format=pax --sort=name -cf ../plain.tar .; cd ..; gzip -k plain.tar; xz -k "
                             "plain.tar; zstd -q plain.tar; "
                             "bzip2 -k plain.tar",
                             m_work.path());
    QVERIFY2(made.ok, made.err);
}

void TestOddArchives::whatComesTwiceIsWhatCameLast_data()
{
    QTest::addColumn<QByteArrayList>("entries");
    const auto row = [](const char *name, const QByteArrayList &entries) { QTest::newRow(name) << entries; };
    row("a file, then a link of its name", {"f a 644 5 x", "f b 644 5 y", "l a b"});
    row("a link, then a file of its name", {"f b 644 5 y", "l a b", "f a 644 5 x"});
    row("a file, then another file", {"f a 644 5 x", "f a 600 7 longer"});
    row("a file, then an empty folder", {"f a 644 5 x", "d a 750 7"});
    row("an empty folder, then a file", {"d a 750 7", "f a 644 5 x"});
    row("an empty folder, then a link", {"d a 750 7", "f b 644 5 y", "l a b"});
    row("a file, then a hard link of its name", {"f a 644 5 x", "f b 644 5 y", "h a b"});
    row("a hard link's file, replaced", {"f a 644 5 x", "h b a", "f a 600 7 new"});
    row("a link into a folder, replaced by a folder", {"d d 755 5", "l a d", "d a 700 7", "f a/f 644 5 x"});
    row("a folder, with other permissions and time", {"d a 700 5", "f a/f 644 5 x", "d a 755 7"});
    row("a folder among others", {"d a 700 5", "d a/b 711 6", "f a/b/f 644 5 x", "d a 755 7", "d a/b 750 8"});
    row("a file, a link and a file again", {"f a 644 5 x", "l a b", "f a 600 7 z", "f b 644 5 y"});
}

void TestOddArchives::whatComesTwiceIsWhatCameLast()
{
    QFETCH(QByteArrayList, entries);
    const Shell made = shell("rm -rf oracle; mkdir oracle; python3 make.py twice.tar '" + entries.join("' '")
                                 + "'; tar -xpf twice.tar --numeric-owner -C oracle",
                             m_work.path());
    QVERIFY2(made.ok, made.err);
    const auto unpacked = unpack(u"twice.tar"_s);
    QVERIFY2(unpacked, unpacked ? "" : qPrintable(unpacked.error().text));
    // Of the root itself the archive says nothing.
    QCOMPARE(describeTree(m_work.filePath(u"out"_s)).mid(1), describeTree(m_work.filePath(u"oracle"_s)).mid(1));
}

// Between two entries nothing tells that more should come: GNU tar and bsdtar take that, too.
void TestOddArchives::aCutArchiveIsNoWhole()
{
    const QByteArray whole = read(u"plain.tar"_s);
    QList<qsizetype> ends{0};
    qsizetype at = 0;
    for (bool isExtension = false; whole.mid(at, 512) != QByteArray(512, '\0');) {
        const qsizetype size = whole.mid(at + 124, 11).toLongLong(nullptr, 8);
        isExtension = whole[at + 156] == 'x';
        at += 512 + (size + 511) / 512 * 512;
        if (!isExtension)
            ends.append(at);
    }
    QVERIFY(ends.size() > 8);
    for (qsizetype size = 256; size < at; size += 256) {
        if (ends.contains(size))
            continue;
        write(u"cut.tar"_s, whole.left(size));
        const auto unpacked = unpack(u"cut.tar"_s);
        QVERIFY2(!unpacked, qPrintable(u"cut after %1 bytes"_s.arg(size)));
        QVERIFY(unpacked.error().kind == ErrorKind::Corrupt);
    }
}

void TestOddArchives::aDamagedFileIsNoWhole_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"plain.tar.gz", "plain.tar.xz", "plain.tar.zst", "plain.tar.bz2"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestOddArchives::aDamagedFileIsNoWhole()
{
    QFETCH(QString, name);
    const QByteArray whole = read(name);
    QVERIFY(whole.size() > 5'000);
    QVERIFY(unpack(name));
    // The last bytes are the compressor's own: checksums, which say nothing of tar's end.
    for (qsizetype missing : {1, 2, 4, 8, 9, 30, 700}) {
        write(u"cut.tar"_s, whole.chopped(missing));
        QVERIFY2(!unpack(u"cut.tar"_s), qPrintable(u"%1 bytes are missing"_s.arg(missing)));
    }
    for (qsizetype i = 0; i < 60; ++i) {
        QByteArray flipped = whole;
        const qsizetype at = i < 12 ? whole.size() - 1 - i : 40 + (whole.size() - 60) * i / 60;
        flipped[at] = static_cast<char>(flipped[at] ^ 16);
        write(u"flipped.tar"_s, flipped);
        const bool isTaken = unpack(u"flipped.tar"_s).has_value();
        // A header's fields that nobody reads, or padding: then what comes out is what went in.
        QVERIFY2(!isTaken || describeTree(m_work.filePath(u"out"_s)) == describeTree(m_work.filePath(u"tree"_s)),
                 qPrintable(u"byte %1 of %2"_s.arg(at).arg(whole.size())));
    }
}

QTEST_GUILESS_MAIN(TestOddArchives)
#include "odd_archives_test.moc"
