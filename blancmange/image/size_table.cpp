// SPDX-License-Identifier: GPL-3.0-or-later
#include "blancmange/image/size_table.h"

#include "blancmange/image/cpio.h"

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

struct Row
{
    QString owner;
    ByteCount unpacked = 0;
    ByteCount packed = 0;
    int files = 0;
};

QString printed(const QString &name, ByteCount unpacked, ByteCount packed, int files)
{
    return u"%1 %2 %3 %4\n"_s.arg(name, -20).arg(formatBytes(unpacked), 10).arg(formatBytes(packed), 10).arg(files, 6);
}

} // namespace

QString sizeTable(const ImageTree &tree)
{
    QMap<QString, QByteArray> contents;
    QMap<QString, int> files;
    for (const TreeEntry &entry : tree.entries()) {
        if (entry.type != TreeEntry::Type::File)
            continue;
        contents[entry.owner] += entry.content;
        ++files[entry.owner];
    }
    QList<Row> rows;
    Row sum{u"all"_s, 0, 0, 0};
    for (auto it = contents.constBegin(); it != contents.constEnd(); ++it) {
        rows.append({it.key(), it->size(), gzipPlain(*it, 6).size(), files.value(it.key())});
        sum = {sum.owner, sum.unpacked + rows.last().unpacked, sum.packed + rows.last().packed,
               sum.files + rows.last().files};
    }
    std::sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) {
        return a.packed == b.packed ? a.owner < b.owner : a.packed > b.packed;
    });
    QString text =
        u"%1 %2 %3 %4\n"_s.arg(u"package"_s, -20).arg(u"unpacked"_s, 10).arg(u"packed"_s, 10).arg(u"files"_s, 6);
    for (const Row &row : rows)
        text += printed(row.owner, row.unpacked, row.packed, row.files);
    return text + printed(sum.owner, sum.unpacked, sum.packed, sum.files);
}

QByteArray manifestText(const QByteArray &digest, const QString &sizes, const PackageLock &lock)
{
    QByteArray text = "blancmange-initramfs.gz " + digest + "\n\n" + sizes.toUtf8() + '\n';
    for (const LockedPackage &package : lock.packages()) {
        text +=
            package.name.toUtf8() + (package.version.isEmpty() ? QByteArray() : ' ' + package.version.toUtf8()) + '\n';
        for (const LockedFile &file : package.files)
            text += "  " + file.sha256 + ' ' + file.name.toUtf8() + '\n';
    }
    return text;
}

} // namespace cid
