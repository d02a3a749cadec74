// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/wire/codec.h"

#include "common/wire/build_fields.h"
#include "common/wire/capture_fields.h"
#include "common/wire/client_fields.h"
#include "common/wire/decoder.h"
#include "common/wire/document_fields.h"
#include "common/wire/encoder.h"
#include "common/wire/frame.h"
#include "common/wire/handshake_fields.h"
#include "common/wire/image_fields.h"
#include "common/wire/message_types.h"
#include "common/wire/node_fields.h"
#include "common/wire/power_fields.h"
#include "common/wire/rights_fields.h"

#include <array>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int typeKey = 0;
constexpr int requestKey = 1;
constexpr size_t typeCount = 256;

using ReadField = bool (*)(wire::Decoder &, int key, Message &);
using Begin = void (*)(Message &);

/// What the decoder does for one type number.
struct TypeEntry
{
    Begin begin = nullptr;
    ReadField readField = nullptr;
    bool known = false;
};

template <class T> void begin(Message &message)
{
    message.emplace<T>();
}

template <class T> bool readField(wire::Decoder &decoder, int key, Message &message)
{
    return decoder.readField(key, *std::get_if<T>(&message));
}

template <class Variant> struct TypeTable;
template <class... Types> struct TypeTable<std::variant<Types...>>
{
    static constexpr std::array<TypeEntry, typeCount> make()
    {
        static_assert(((wire::typeInfo<Types>.number > 0) && ...), "number the message in message_types.h");
        std::array<TypeEntry, typeCount> table{};
        ((table[static_cast<size_t>(wire::typeInfo<Types>.number)] = {begin<Types>, readField<Types>, true}), ...);
        return table;
    }
};
constexpr auto typeTable = TypeTable<AnyMessage>::make();

constexpr size_t knownTypes()
{
    size_t count = 0;
    for (const TypeEntry &entry : typeTable)
        count += entry.known ? 1 : 0;
    return count;
}
static_assert(knownTypes() == std::variant_size_v<AnyMessage>, "two messages have one number");

/// Content that is worth a reservation; everything else grows by doubling.
qsizetype bulkSize(const Message &message)
{
    if (const auto *chunk = std::get_if<Chunk>(&message))
        return chunk->data.size();
    if (const auto *part = std::get_if<ManifestPart>(&message))
        return part->data.size();
    if (const auto *part = std::get_if<BlancmangePart>(&message))
        return part->data.size();
    qsizetype size = 0;
    if (const auto *overlay = std::get_if<OverlayPart>(&message)) {
        for (const OverlayFile &file : overlay->files)
            size += file.path.size() + file.content.size() + 32;
    }
    return size;
}

/// An envelope on its way out of the decoder.
struct Reading
{
    wire::Decoder &decoder;
    Envelope &envelope;
    int onlyType = 0;
    const TypeEntry *type = nullptr;
    qint64 unknownType = -1;

    bool operator()(int key)
    {
        if (key == typeKey)
            return readType();
        if (!type && unknownType < 0)
            return decoder.refuse("wire.malformed", u"no type"_s);
        if (key == requestKey)
            return decoder.read(envelope.request);
        if (type)
            return type->readField(decoder, key, envelope.message);
        return decoder.skip();
    }

    bool readType()
    {
        quint32 number = 0;
        if (!decoder.read(number))
            return false;
        if (onlyType != 0 && number != static_cast<quint32>(onlyType))
            return decoder.refuse("wire.unexpected-type", u"type %1, which does not belong here"_s.arg(number));
        if (number < typeCount && typeTable[number].begin)
            type = &typeTable[number];
        else
            unknownType = number;
        if (type)
            type->begin(envelope.message);
        return true;
    }
};

Error unknownTypeError(qint64 type, quint32 request)
{
    return makeError(ErrorKind::Invalid, "wire.unknown-type", u"Message type %1 is not known here"_s.arg(type),
                     {{u"type"_s, QString::number(type)}, {u"request"_s, QString::number(request)}});
}

} // namespace

Result<QByteArray> encodeFrame(const Envelope &envelope)
{
    QByteArray frame;
    frame.reserve(bulkSize(envelope.message) + 128);
    frame.resize(frameHeaderSize);
    wire::Encoder encoder(frame);
    std::visit(
        [&](const auto &message) {
            using T = std::decay_t<decltype(message)>;
            encoder.startMap(wire::Encoder::countFields(message) + (envelope.request != 0 ? 2 : 1));
            encoder.key(typeKey);
            encoder.write(wire::typeInfo<T>.number);
            if (envelope.request != 0) {
                encoder.key(requestKey);
                encoder.write(envelope.request);
            }
            encoder.writeFields(message);
            encoder.endMap();
        },
        envelope.message);
    if (const Status &status = encoder.status(); !status)
        return fail(withContext(status.error(), typeName(envelope.message)));
    const qsizetype length = frame.size() - frameHeaderSize;
    if (length > limits::maxFrame)
        return fail(
            makeError(ErrorKind::Invalid, "wire.too-large",
                      u"A %1 of %2 bytes is over the limit of a frame"_s.arg(typeName(envelope.message)).arg(length)));
    putFrameHeader(frame, length);
    return frame;
}

Result<Envelope> decode(const QByteArray &cbor, int onlyType)
{
    Envelope envelope;
    wire::Decoder decoder(cbor);
    Reading reading{decoder, envelope, onlyType};
    if (!decoder.readMap(reading) || !decoder.atEnd())
        return fail(decoder.status().error());
    if (reading.unknownType >= 0)
        return fail(unknownTypeError(reading.unknownType, envelope.request));
    if (!reading.type) {
        decoder.refuse("wire.malformed", u"no type"_s);
        return fail(decoder.status().error());
    }
    return envelope;
}

int typeNumber(const Message &message)
{
    return std::visit([](const auto &held) { return wire::typeInfo<std::decay_t<decltype(held)>>.number; }, message);
}

QLatin1StringView typeName(const Message &message)
{
    return std::visit(
        [](const auto &held) { return QLatin1StringView(wire::typeInfo<std::decay_t<decltype(held)>>.name); }, message);
}

} // namespace cid
