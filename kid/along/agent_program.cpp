// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/along/agent_program.h"

#include <algorithm>
#include <cstring>
#include <elf.h>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr ByteCount largestProgram = 64 * MiB;
constexpr ByteCount headSize = 4 * KiB; ///< the program headers follow the ELF header at once
constexpr unsigned char ownOrder = Q_BYTE_ORDER == Q_LITTLE_ENDIAN ? ELFDATA2LSB : ELFDATA2MSB;

template <typename Header, typename Segment> bool hasLoader(const QByteArray &head)
{
    Header header;
    std::memcpy(&header, head.constData(), sizeof header);
    for (quint64 i = 0; i < header.e_phnum; ++i) {
        Segment segment;
        const quint64 at = header.e_phoff + i * sizeof segment;
        // What cannot be looked into is not taken for static.
        if (header.e_phoff > quint64(head.size()) || at + sizeof segment > quint64(head.size()))
            return true;
        std::memcpy(&segment, head.constData() + at, sizeof segment);
        if (segment.p_type == PT_INTERP)
            return true;
    }
    return false;
}

Status checkHead(const QByteArray &head, const QString &path)
{
    if (head.size() < qsizetype(sizeof(Elf64_Ehdr)) || !head.startsWith(ELFMAG) || head[EI_DATA] != char(ownOrder))
        return fail(
            makeError(ErrorKind::Invalid, "agent.no-program", u"%1 is no program of this machine's"_s.arg(path)));
    const bool isLinked = head[EI_CLASS] == ELFCLASS64 ? hasLoader<Elf64_Ehdr, Elf64_Phdr>(head)
                                                       : hasLoader<Elf32_Ehdr, Elf32_Phdr>(head);
    if (!isLinked)
        return {};
    return fail(makeError(ErrorKind::Refused, "agent.not-static",
                          u"this cidkid needs libraries, which the image need not have; one of a Blancmange with "
                          "libraries = static in top_config needs none"_s));
}

} // namespace

Status checkAgentProgram(FileSystem &files, const QString &path)
{
    const Result<QByteArray> head = files.readAt(path, 0, headSize);
    return head ? checkHead(*head, path) : fail(head.error());
}

Result<QByteArray> readAgentProgram(FileSystem &files, const QString &path)
{
    Result<QByteArray> program = files.read(path, largestProgram);
    if (!program)
        return program;
    const Status checked = checkHead(program->first(std::min<qsizetype>(program->size(), headSize)), path);
    return checked ? std::move(program) : fail(checked.error());
}

} // namespace cid
