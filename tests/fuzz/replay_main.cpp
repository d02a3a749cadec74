// SPDX-License-Identifier: GPL-3.0-or-later
// Feeds every file of a corpus folder to a fuzzer's entry point, for builds without libFuzzer.
#include <QByteArray>
#include <QDirIterator>
#include <QFile>
#include <cstdint>
#include <cstdio>

// Each fuzzer defines it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size); // NOLINT(readability-redundant-declaration)

namespace {

bool replay(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        std::fprintf(stderr, "cannot read %s\n", qPrintable(path));
        return false;
    }
    const QByteArray bytes = file.readAll();
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(bytes.constData()), static_cast<size_t>(bytes.size()));
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    int count = 0;
    for (int i = 1; i < argc; ++i) {
        QDirIterator files(QString::fromLocal8Bit(argv[i]), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        for (; files.hasNext(); ++count) {
            if (!replay(files.next()))
                return 1;
        }
    }
    std::printf("%d inputs replayed\n", count);
    return count > 0 ? 0 : 1; // An empty corpus would be a test that cannot fail.
}
