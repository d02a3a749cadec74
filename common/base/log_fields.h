// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <utility>

namespace cid {

/// Fields that the journal stores beside every line which this thread logs while the object lives:
///   const LogFields fields({{"CID_NODE", node.toUtf8()}});
/// `journalctl CID_NODE=n1` then finds them. Names are capital letters, digits and '_'. Objects nest; where standard
/// error is no journal they cost next to nothing and show nothing.
class LogFields
{
public:
    using Field = std::pair<QByteArray, QByteArray>;

    explicit LogFields(QList<Field> fields);
    ~LogFields();
    LogFields(const LogFields &) = delete;
    LogFields &operator=(const LogFields &) = delete;

    /// Of the calling thread, the outermost first.
    [[nodiscard]] static QList<Field> current();

private:
    QList<Field> m_fields;
    LogFields *m_outer;
};

} // namespace cid
