// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/wire/encoder.h"

namespace cid::wire {

using namespace Qt::StringLiterals;

Encoder::Encoder(QByteArray &out)
    : m_buffer(&out)
    , m_writer(&m_buffer)
{
    m_buffer.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered);
}

void Encoder::write(const QString &value)
{
    const QByteArray utf8 = value.toUtf8();
    if (utf8.size() > limits::maxText)
        refuseValue(u"a text of %1 bytes"_s.arg(utf8.size()));
    else
        m_writer.appendTextString(utf8.constData(), utf8.size());
}

void Encoder::write(const QByteArray &value)
{
    if (value.size() > limits::maxBytes)
        refuseValue(u"a byte string of %1 bytes"_s.arg(value.size()));
    else
        m_writer.appendByteString(value.constData(), value.size());
}

void Encoder::write(const ImageId &value)
{
    // The receiver parses the name strictly and would cut the link over one that is not valid.
    if (const auto parsed = ImageId::parse(value.toString()); !value.isNull() && (!parsed || *parsed != value))
        refuseValue(u"an image id that is not valid, %1"_s.arg(value.toString().left(120)));
    else
        write(value.toString());
}

void Encoder::write(const QMap<QString, QString> &value)
{
    takeElements(value.size(), limits::maxFields);
    m_writer.startMap(static_cast<quint64>(value.size()));
    for (auto it = value.constBegin(); it != value.constEnd(); ++it) {
        write(it.key());
        write(it.value());
    }
    m_writer.endMap();
}

void Encoder::takeElements(qsizetype count, qsizetype most)
{
    m_elements += count;
    if (count > most)
        refuse(u"a list or map of %1 elements"_s.arg(count));
    else if (m_elements > limits::maxElements)
        refuse(u"more than %1 elements in all"_s.arg(limits::maxElements));
}

void Encoder::refuse(const QString &what)
{
    if (m_status)
        m_status = fail(makeError(ErrorKind::Invalid, "wire.too-large", u"A message holds "_s + what));
}

void Encoder::refuseValue(const QString &what)
{
    refuse(what);
    m_writer.appendNull(); // the containers around it want their count
}

} // namespace cid::wire
