// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/log_fields.h"

namespace cid {

namespace {
thread_local LogFields *t_innermost = nullptr;
}

LogFields::LogFields(QList<Field> fields)
    : m_fields(std::move(fields))
    , m_outer(t_innermost)
{
    t_innermost = this;
}

LogFields::~LogFields()
{
    t_innermost = m_outer;
}

QList<LogFields::Field> LogFields::current()
{
    QList<Field> all;
    for (const LogFields *fields = t_innermost; fields != nullptr; fields = fields->m_outer)
        all = fields->m_fields + all;
    return all;
}

} // namespace cid
