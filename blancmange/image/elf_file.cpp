// SPDX-License-Identifier: GPL-3.0-or-later
#include "blancmange/image/elf_file.h"

#include <cstring>
#include <elf.h>
#include <optional>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

Error bad(const char *what)
{
    return makeError(ErrorKind::Corrupt, "elf.bad", u"the program file is damaged: %1"_s.arg(QLatin1StringView(what)));
}

template <typename T> std::optional<T> at(QByteArrayView bytes, quint64 offset)
{
    const auto size = static_cast<quint64>(bytes.size());
    if (offset > size || size - offset < sizeof(T))
        return std::nullopt;
    T value = {};
    std::memcpy(&value, bytes.data() + offset, sizeof(T));
    return value;
}

/// The string that begins there; nothing where it has no end.
std::optional<QByteArray> stringAt(QByteArrayView bytes, quint64 offset)
{
    if (offset >= static_cast<quint64>(bytes.size()))
        return std::nullopt;
    const auto begin = static_cast<qsizetype>(offset);
    const qsizetype end = bytes.indexOf('\0', begin);
    return end < 0 ? std::nullopt : std::optional(bytes.sliced(begin, end - begin).toByteArray());
}

QList<Elf64_Phdr> programHeaders(QByteArrayView bytes, const Elf64_Ehdr &header)
{
    QList<Elf64_Phdr> headers;
    for (quint64 i = 0; i < header.e_phnum; ++i) {
        const auto one = at<Elf64_Phdr>(bytes, header.e_phoff + i * sizeof(Elf64_Phdr));
        if (!one)
            return {};
        headers.append(*one);
    }
    return headers;
}

std::optional<quint64> offsetOf(const QList<Elf64_Phdr> &headers, quint64 address)
{
    for (const Elf64_Phdr &header : headers) {
        if (header.p_type == PT_LOAD && address >= header.p_vaddr && address - header.p_vaddr < header.p_filesz)
            return address - header.p_vaddr + header.p_offset;
    }
    return std::nullopt;
}

/// What the dynamic section says, still as numbers.
struct Dynamic
{
    QByteArray interpreter;
    QList<quint64> names; ///< of needed libraries, as offsets into the strings
    std::optional<quint64> runPath;
    quint64 strings = 0; ///< their address in memory
};

Status readDynamicSection(QByteArrayView bytes, const Elf64_Phdr &section, Dynamic &dynamic)
{
    for (quint64 i = 0; i < section.p_filesz / sizeof(Elf64_Dyn); ++i) {
        const auto entry = at<Elf64_Dyn>(bytes, section.p_offset + i * sizeof(Elf64_Dyn));
        if (!entry)
            return fail(bad("its dynamic section lies outside"));
        if (entry->d_tag == DT_NULL)
            break;
        if (entry->d_tag == DT_NEEDED)
            dynamic.names.append(entry->d_un.d_val);
        else if (entry->d_tag == DT_RUNPATH || (entry->d_tag == DT_RPATH && !dynamic.runPath))
            dynamic.runPath = entry->d_un.d_val;
        else if (entry->d_tag == DT_STRTAB)
            dynamic.strings = entry->d_un.d_ptr;
    }
    return {};
}

Result<Dynamic> readDynamic(QByteArrayView bytes, const QList<Elf64_Phdr> &headers)
{
    Dynamic dynamic;
    for (const Elf64_Phdr &one : headers) {
        if (one.p_type == PT_INTERP) {
            const auto name = stringAt(bytes, one.p_offset);
            if (!name)
                return fail(bad("its interpreter has no name"));
            dynamic.interpreter = *name;
        }
        const Status read = one.p_type == PT_DYNAMIC ? readDynamicSection(bytes, one, dynamic) : Status();
        if (!read)
            return fail(read.error());
    }
    return dynamic;
}

} // namespace

bool looksLikeElf(QByteArrayView bytes)
{
    return bytes.startsWith(QByteArrayView("\177ELF"));
}

Result<ElfFile> readElf(QByteArrayView bytes)
{
    const auto header = at<Elf64_Ehdr>(bytes, 0);
    if (!header || !looksLikeElf(bytes) || header->e_ident[EI_CLASS] != ELFCLASS64
        || header->e_ident[EI_DATA] != ELFDATA2LSB)
        return fail(bad("no 64 bit ELF header"));
    if (header->e_phnum > 0 && header->e_phentsize != sizeof(Elf64_Phdr))
        return fail(bad("its program headers have another size"));
    const QList<Elf64_Phdr> headers = programHeaders(bytes, *header);
    if (headers.size() != header->e_phnum)
        return fail(bad("its program headers lie outside"));
    const auto dynamic = readDynamic(bytes, headers);
    if (!dynamic)
        return fail(dynamic.error());
    ElfFile file;
    file.interpreter = dynamic->interpreter;
    if (dynamic->names.isEmpty())
        return file;
    const auto table = offsetOf(headers, dynamic->strings);
    if (!table)
        return fail(bad("its strings lie outside"));
    for (const quint64 name : dynamic->names) {
        const auto text = name < (quint64(1) << 32) ? stringAt(bytes, *table + name) : std::nullopt;
        if (!text || text->isEmpty() || text->contains('/'))
            return fail(bad("the name of a library is missing"));
        file.needed.append(*text);
    }
    const bool hasRunPath = dynamic->runPath && *dynamic->runPath < (quint64(1) << 32);
    if (const auto text = hasRunPath ? stringAt(bytes, *table + *dynamic->runPath) : std::nullopt)
        file.runPaths = text->split(':');
    return file;
}

} // namespace cid
