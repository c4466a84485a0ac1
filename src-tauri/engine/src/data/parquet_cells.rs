//! Values of a Parquet file as the text of a cell.

use parquet::basic::{LogicalType, TimeUnit};
use parquet::file::metadata::ParquetMetaData;
use parquet::record::{Field, MapAccessor};
use parquet::schema::types::Type;
use serde_json::{Map, Number, Value};

/// What a file says of its columns beyond their types.
pub(super) struct Features(Vec<Feature>);

#[derive(Default)]
pub(super) struct Feature {
    /// What the numbers of a column stand for: `datasets` keeps categories as their places in a
    /// list, and the list beside the schema.
    names: Vec<String>,
    /// Nanoseconds since 1970, which have no older name that the reader knows.
    nanoseconds: bool,
}

impl Features {
    pub fn of(meta: &ParquetMetaData) -> Self {
        let about = meta.file_metadata();
        let told = about.key_value_metadata().and_then(|pairs| {
            let pair = pairs.iter().find(|pair| pair.key == "huggingface")?;
            serde_json::from_str::<Value>(pair.value.as_deref()?).ok()
        });
        let fields = about.schema_descr().root_schema().get_fields();
        Self(fields.iter().map(|field| Feature::of(field, told.as_ref())).collect())
    }

    pub fn column(&self, at: usize) -> &Feature {
        const NONE: &Feature = &Feature { names: Vec::new(), nanoseconds: false };
        self.0.get(at).unwrap_or(NONE)
    }
}

impl Feature {
    fn of(field: &Type, told: Option<&Value>) -> Self {
        let kind = field.get_basic_info().logical_type_ref();
        let nanoseconds =
            matches!(kind, Some(LogicalType::Timestamp(about)) if about.unit == TimeUnit::NANOS);
        let about = told.and_then(|told| told.get("info")?.get("features")?.get(field.name()));
        let names = about.and_then(|about| about.get("names")?.as_array());
        let names = names.into_iter().flatten();
        let names = names.map(|name| name.as_str().unwrap_or_default().to_owned()).collect();
        Self { names, nanoseconds }
    }
}

/// A cell of the table: text as it stands, nothing for null, lists and objects as JSON.
pub(super) fn cell(field: &Field, feature: &Feature) -> String {
    if let Some(number) = whole(field) {
        if feature.nanoseconds {
            return moment(&Field::TimestampMicros(number.div_euclid(1000)));
        }
        let name = usize::try_from(number).ok().and_then(|at| feature.names.get(at));
        return name.map_or_else(|| number.to_string(), Clone::clone);
    }
    match json(field) {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    }
}

fn whole(field: &Field) -> Option<i64> {
    Some(match *field {
        Field::Byte(n) => n.into(),
        Field::Short(n) => n.into(),
        Field::Int(n) => n.into(),
        Field::Long(n) => n,
        Field::UByte(n) => n.into(),
        Field::UShort(n) => n.into(),
        Field::UInt(n) => n.into(),
        _ => return None,
    })
}

fn json(field: &Field) -> Value {
    match field {
        Field::Byte(_) | Field::Short(_) | Field::Int(_) | Field::Long(_) => whole(field).into(),
        Field::UByte(_) | Field::UShort(_) | Field::UInt(_) => whole(field).into(),
        Field::Null => Value::Null,
        Field::Bool(yes) => Value::Bool(*yes),
        Field::ULong(number) => (*number).into(),
        Field::Float16(number) => decimal(&number.to_string()),
        // By its shortest digits: 0.1 stays 0.1, not what it is in twice the width.
        Field::Float(number) => decimal(&number.to_string()),
        Field::Double(number) => decimal(&number.to_string()),
        Field::Str(text) => Value::String(text.clone()),
        Field::Bytes(bytes) => Value::String(match std::str::from_utf8(bytes.data()) {
            Ok(text) => text.to_owned(),
            Err(_) => format!("({} bytes)", bytes.len()),
        }),
        Field::TimestampMillis(_) | Field::TimestampMicros(_) => Value::String(moment(field)),
        Field::Group(row) => {
            row.get_column_iter().map(|(name, field)| (name.clone(), json(field))).collect()
        }
        Field::ListInternal(list) => list.elements().iter().map(json).collect(),
        Field::MapInternal(map) => {
            let keys = (0..map.len()).map(|at| map.get_keys().get_string(at).cloned());
            let entries = map.entries().iter().zip(keys);
            let entries = entries.map(|((key, value), text)| {
                let text = text.unwrap_or_else(|_| key.to_string());
                (text, json(value))
            });
            Value::Object(entries.collect::<Map<_, _>>())
        }
        Field::Decimal(_) | Field::Date(_) | Field::TimeMillis(_) | Field::TimeMicros(_) => {
            Value::String(field.to_string())
        }
    }
}

fn decimal(digits: &str) -> Value {
    digits.parse::<Number>().map_or_else(|_| Value::String(digits.into()), Value::Number)
}

/// Date and time without what is zero: `2024-05-01`, `2024-05-01 09:30:00`.
fn moment(field: &Field) -> String {
    let text = field.to_string();
    let text = text.trim_end_matches(" +00:00");
    let text = match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => text,
    };
    text.trim_end_matches(" 00:00:00").to_owned()
}
