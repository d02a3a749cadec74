// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/build_fields.h"
#include "common/wire/capture_fields.h"
#include "common/wire/client_fields.h"
#include "common/wire/document_fields.h"
#include "common/wire/handshake_fields.h"
#include "common/wire/image_fields.h"
#include "common/wire/message.h"
#include "common/wire/node_fields.h"
#include "common/wire/power_fields.h"
#include "common/wire/rights_fields.h"

#include <QRandomGenerator>

#include <limits>
#include <utility>

namespace cid::test {

/// Makes values of every type of the protocol, the odd ones more often than chance would: limits, empty and long texts,
/// letters of many alphabets, zero bytes. The same seed gives the same values.
class RandomMessages
{
public:
    explicit RandomMessages(quint32 seed)
        : m_random(seed)
    { }

    static constexpr size_t typeCount = std::variant_size_v<AnyMessage>;

    /// A message of the variant's alternative \a index.
    Message message(size_t index) { return make(index, std::make_index_sequence<typeCount>()); }
    quint32 number() { return m_random.generate(); }

    template <wire::HasFields T> void fill(T &value)
    {
        std::apply([&](const auto &...field) { (fill(value.*field.member), ...); }, wire::fields<T>);
    }
    void fill(bool &value) { value = pick(2) == 1; }
    template <std::integral T> void fill(T &value)
    {
        using Limits = std::numeric_limits<T>;
        switch (pick(5)) {
        case 0:
            value = Limits::min();
            break;
        case 1:
            value = Limits::max();
            break;
        case 2:
            value = static_cast<T>(pick(1000));
            break;
        default:
            value = static_cast<T>(m_random.generate64());
        }
    }
    template <class E>
        requires std::is_enum_v<E>
    void fill(E &value)
    {
        value = static_cast<E>(pick(wire::enumCount<E>));
    }
    void fill(QString &value)
    {
        static const QString letters = QStringLiteral("abcXYZ019 -_./\n\"\\\u00e4\u00df\u20ac\u4e2d") + QChar(u'\0')
            + QStringLiteral("\U0001f600");
        value.clear();
        for (int i = pick(pick(10) == 0 ? 400 : 12); i > 0; --i) {
            const int at = pick(static_cast<int>(letters.size()) - 1);
            // The last letter is two units long.
            value += at == letters.size() - 2 ? letters.right(2) : letters.mid(at, 1);
        }
    }
    void fill(QByteArray &value)
    {
        value.resize(pick(pick(10) == 0 ? 3000 : 40));
        for (char &byte : value)
            byte = static_cast<char>(pick(256));
    }
    void fill(ImageId &value)
    {
        value = pick(3) == 0 ? ImageId{}
                             : ImageId{QStringLiteral("debian-server"), QString::number(pick(99)),
                                       QStringLiteral("1.%1+b~2").arg(pick(99))};
    }
    void fill(QMap<QString, QString> &value)
    {
        value.clear();
        for (int i = pick(4); i > 0; --i)
            fill(value[QString::number(i)]);
    }
    template <class T> void fill(QList<T> &list)
    {
        list.clear();
        for (int i = pick(4); i > 0; --i)
            fill(list.emplaceBack());
    }

private:
    int pick(int count) { return count > 0 ? static_cast<int>(m_random.bounded(count)) : 0; }

    template <size_t... Indexes> Message make(size_t index, std::index_sequence<Indexes...>)
    {
        Message made;
        const auto one = [&]<size_t Index>() {
            if (Index == index)
                fill(made.emplace<Index>());
        };
        (one.template operator()<Indexes>(), ...);
        return made;
    }

    QRandomGenerator m_random;
};

} // namespace cid::test
