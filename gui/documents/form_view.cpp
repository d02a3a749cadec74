// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/documents/form_view.h"

#include "gui/documents/field_help.h"
#include "gui/documents/section_dialog.h"
#include "gui/widgets/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

namespace cid {

using namespace Qt::StringLiterals;

FormView::FormView(DocumentBuffer &buffer, QWidget *parent)
    : QWidget(parent)
    , m_buffer(buffer)
    , m_list(new QListWidget)
    , m_area(new QScrollArea)
    , m_error(new QLabel)
    , m_add(new QPushButton(tr("New section…")))
{
    m_list->setAccessibleName(tr("Sections"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setAccessibleName(buffer.name());
    m_area->setFrameShape(QFrame::NoFrame);
    m_error->setWordWrap(true);
    m_error->setContentsMargins(12, 8, 12, 8);
    m_error->hide();
    connect(m_add, &QPushButton::clicked, this, &FormView::addSection);
    auto *left = new QWidget;
    auto *leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 6);
    leftLayout->addWidget(m_list, 1);
    leftLayout->addWidget(m_add);
    auto *splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(left);
    splitter->addWidget(m_area);
    splitter->setSizes({190, 560});
    splitter->setStretchFactor(1, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_error);
    layout->addWidget(splitter, 1);
    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        showSection();
        if (const Section *section = current())
            Q_EMIT sectionSelected(section->type, section->name);
    });
    connect(&buffer.document(), &QTextDocument::contentsChanged, this, &FormView::refresh);
    connect(&buffer, &DocumentBuffer::loaded, this, &FormView::refresh);
}

const Section *FormView::current() const
{
    const int row = m_list->currentRow();
    return row >= 0 && row < m_sections.size() ? &m_sections[row] : nullptr;
}

QString FormView::selectedName() const
{
    return current() ? current()->name : QString();
}

void FormView::select(const QString &type, const QString &name)
{
    for (int i = 0; i < m_sections.size(); ++i) {
        if (m_sections[i].type == type && m_sections[i].name == name)
            m_list->setCurrentRow(i);
    }
}

// Nobody needs fields that nobody sees: a large file would be read at each key that is typed in the text view.
void FormView::refresh()
{
    m_isStale = true;
    if (!isVisible())
        return;
    m_isStale = false;
    const auto document = m_buffer.parsed();
    m_area->setEnabled(document.has_value() && !m_buffer.isReadOnly());
    m_add->setEnabled(m_area->isEnabled());
    if (!document) {
        complain(tr("The text cannot be read as sections; mend it in the text view. %1").arg(document.error().text));
        return;
    }
    complain(m_buffer.isReadOnly()
                 ? tr("This file holds bytes that are no text or would be lost here. It can only be looked at; "
                      "edit it on the server.")
                 : QString());
    m_sections = document->sections();
    m_lines = QString::fromUtf8(m_buffer.text()).split(u'\n');
    fillList();
    if (!m_isWriting)
        showSection();
}

void FormView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale)
        refresh();
}

void FormView::complain(const QString &text)
{
    QPalette shade = palette();
    shade.setColor(QPalette::WindowText, accentColour(Accent::Bad, palette()));
    m_error->setPalette(shade);
    m_error->setText(text);
    m_error->setVisible(!text.isEmpty());
}

void FormView::fillList()
{
    QStringList wanted;
    for (const Section &section : std::as_const(m_sections))
        wanted << (section.name.isEmpty() ? section.type : u"%1  (%2)"_s.arg(section.name, section.type));
    QStringList present;
    for (int i = 0; i < m_list->count(); ++i)
        present << m_list->item(i)->text();
    if (wanted == present)
        return;
    const int row = m_list->currentRow();
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    m_list->addItems(wanted);
    m_list->setCurrentRow(std::clamp(row, 0, std::max(0, m_list->count() - 1)));
}

int FormView::endOf(const Section &section) const
{
    int end = static_cast<int>(m_lines.size()) + 1;
    for (const Section &other : m_sections) {
        if (other.place.line > section.place.line)
            end = std::min(end, other.place.line);
    }
    return end;
}

void FormView::write(const Section &section, const QString &key, const QString &value)
{
    const QScopedValueRollback guard(m_isWriting, true);
    const Status done = m_buffer.set(section.type, section.name, key, value);
    if (!done)
        complain(done.error().text);
}

QWidget *FormView::makeField(const Section &section, const KeyRule &rule)
{
    const QString key = QString::fromLatin1(rule.key);
    QStringList values;
    for (const Setting *setting : section.find(key))
        values << setting->value;
    const QString value = rule.type == ValueType::Words ? values.join(u", "_s)
        : values.isEmpty()                              ? QString()
                                                        : values.last();
    QStringList choices = QString::fromLatin1(rule.choices).split(u'|', Qt::SkipEmptyParts);
    if (rule.type == ValueType::YesNo)
        choices = {u"yes"_s, u"no"_s};
    if (!choices.isEmpty()) {
        auto *combo = new QComboBox;
        combo->addItem(QString());
        if (!value.isEmpty() && !choices.contains(value))
            choices.prepend(value); // what stands there stays, also where it is another spelling or wrong
        combo->addItems(choices);
        combo->setCurrentText(value);
        connect(combo, &QComboBox::textActivated, this,
                [this, section, key](const QString &text) { write(section, key, text); });
        return combo;
    }
    auto *edit = new QLineEdit(value);
    edit->setReadOnly(values.size() > 1);
    connect(edit, &QLineEdit::editingFinished, this, [this, edit, section, key, shown = value]() mutable {
        if (edit->text() != shown)
            write(section, key, edit->text());
        shown = edit->text();
    });
    return edit;
}

void FormView::addField(QFormLayout &form, const Section &section, const KeyRule &rule)
{
    const QString key = QString::fromLatin1(rule.key);
    QWidget *field = makeField(section, rule);
    field->setObjectName(key);
    field->setAccessibleName(key);
    const QString said = commentOf(m_lines, key, section.place.line, endOf(section));
    auto *label = new QLabel(said.isEmpty() ? QString::fromUtf8(rule.help) : said);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    field->setAccessibleDescription(label->text());
    QPalette shade = palette();
    shade.setColor(QPalette::WindowText, quietText(palette()));
    label->setPalette(shade);
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(field, 0, qobject_cast<QComboBox *>(field) ? Qt::AlignLeft : Qt::Alignment());
    column->addWidget(label);
    form.addRow(key, column);
}

void FormView::showSection()
{
    auto *page = new QWidget;
    auto *form = new QFormLayout(page);
    form->setContentsMargins(16, 12, 16, 12);
    form->setVerticalSpacing(12);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const Section *section = current();
    const SectionRule *rule = section && m_buffer.schema() ? m_buffer.schema()->find(section->type) : nullptr;
    if (rule) {
        const QString said = commentAbove(m_lines, section->place.line);
        if (!said.isEmpty()) {
            auto *words = new QLabel(said);
            words->setWordWrap(true);
            words->setTextFormat(Qt::PlainText);
            form->addRow(words);
        }
        for (const KeyRule &key : rule->keys)
            addField(*form, *section, key);
    }
    m_area->setWidget(page);
}

void FormView::addSection()
{
    if (!m_buffer.schema())
        return;
    QStringList taken;
    for (const Section &section : std::as_const(m_sections))
        taken << section.type + u' ' + section.name;
    auto *dialog = new SectionDialog(*m_buffer.schema(), taken, this);
    connect(dialog, &SectionDialog::chosen, this, [this](const QString &type, const QString &name) {
        QByteArray text = m_buffer.text();
        if (!text.isEmpty() && !text.endsWith('\n'))
            text += '\n';
        const QString head = name.isEmpty() ? type : u"%1 \"%2\""_s.arg(type, QString(name).replace(u'"', "\\\""_L1));
        m_buffer.replaceText(text + u"\n[%1]\n"_s.arg(head).toUtf8());
        select(type, name);
    });
    dialog->open();
}

} // namespace cid
