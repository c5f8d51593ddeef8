//! `niemyet schema`: the shapes of YAML files as JSON Schema, for editors.

use super::{Failure, Outcome};
use crate::args::{Kind, Schema};
use niemyet::{
    parse::{
        self,
        shape::{Field, Form, MOST_DAYS_BEFORE, Need, Shape},
    },
    vietnamese::slug,
};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

pub fn run(arguments: &Schema) -> Result<Outcome, Failure> {
    let shape = match arguments.kind {
        Kind::Plan => &parse::PLAN,
        Kind::Document => &parse::DOCUMENT,
        Kind::Agency => &parse::AGENCY,
        Kind::Site => &parse::SITE,
        Kind::Hub => &parse::HUB,
    };
    writeln!(io::stdout().lock(), "{:#}", schema(shape)).map_err(|why| Failure(why.to_string()))?;
    Ok(Outcome::Clean)
}

fn schema(shape: &'static Shape) -> Value {
    let mut definitions = Definitions::default();
    let mut schema = definitions.object(shape);
    schema.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".into(), json!(shape.about));
    schema.insert("$defs".into(), Value::Object(definitions.done));
    Value::Object(schema)
}

/// The shapes within a shape by name, so that one may hold itself.
#[derive(Default)]
struct Definitions {
    done: Map<String, Value>,
}

impl Definitions {
    fn object(&mut self, shape: &'static Shape) -> Map<String, Value> {
        let properties: Map<String, Value> =
            shape.fields.iter().map(|field| (field.key.to_owned(), self.property(field))).collect();
        let required: Vec<&str> =
            shape.fields.iter().filter(|field| field.need != Need::May).map(|field| field.key).collect();
        let mut object = Map::new();
        object.insert("description".into(), json!(shape.about));
        object.insert("type".into(), json!("object"));
        object.insert("properties".into(), Value::Object(properties));
        object.insert("required".into(), json!(required));
        object.insert("additionalProperties".into(), json!(false));
        object
    }

    fn property(&mut self, field: &'static Field) -> Value {
        let mut value = self.value(&field.form);
        if field.need != Need::Must {
            value = json!({ "anyOf": [value, { "type": "null" }] });
        }
        value["description"] = json!(field.about);
        value
    }

    fn value(&mut self, form: &Form) -> Value {
        // YAML reads `1` and `2025` as numbers where a text is meant.
        let text = || json!({ "type": ["string", "number"], "pattern": "\\S" });
        match form {
            Form::Text => text(),
            Form::Texts => json!({ "type": "array", "items": text() }),
            Form::TextOrTexts => json!({ "oneOf": [text(), { "type": "array", "items": text() }] }),
            Form::WholeNumber => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
            Form::DaysBefore => {
                json!({ "type": "array", "items": { "type": "integer", "minimum": 0, "maximum": MOST_DAYS_BEFORE } })
            }
            Form::YesNo => json!({ "type": "boolean" }),
            Form::OneOf(allowed) => json!({ "enum": allowed }),
            Form::TextByMark => json!({ "type": "object", "additionalProperties": text() }),
            Form::Map(shape) => self.reference(shape),
            Form::Maps(shape) => {
                let items = self.reference(shape);
                json!({ "type": "array", "items": items })
            }
        }
    }

    fn reference(&mut self, shape: &'static Shape) -> Value {
        let name = slug(shape.about);
        if !self.done.contains_key(&name) {
            // Holds the name while the shape is walked, for a shape that holds itself.
            self.done.insert(name.clone(), Value::Null);
            let object = self.object(shape);
            self.done.insert(name.clone(), Value::Object(object));
        }
        json!({ "$ref": format!("#/$defs/{name}") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shapes are named by what they are about, so no two may be about the same.
    fn by_name(shape: &'static Shape, seen: &mut Vec<&'static Shape>) {
        if seen.iter().any(|other| std::ptr::eq(*other, shape)) {
            return;
        }
        assert!(seen.iter().all(|other| slug(other.about) != slug(shape.about)), "{}", shape.about);
        seen.push(shape);
        for field in shape.fields {
            if let Form::Map(below) | Form::Maps(below) = field.form {
                by_name(below, seen);
            }
        }
    }

    #[test]
    fn every_shape_has_a_name_of_its_own() {
        for shape in [&parse::PLAN, &parse::DOCUMENT, &parse::AGENCY, &parse::SITE, &parse::HUB] {
            by_name(shape, &mut Vec::new());
        }
    }

    #[test]
    fn a_plan_says_what_it_needs_and_tasks_hold_tasks() {
        let schema = schema(&parse::PLAN);
        assert_eq!(schema["required"][0], "number");
        assert_eq!(schema["additionalProperties"], false);
        let task = json!({ "type": "array", "items": { "$ref": "#/$defs/mot-nhiem-vu" } });
        assert_eq!(schema["$defs"]["mot-nhiem-vu"]["properties"]["rows"]["anyOf"][0], task);
        assert_eq!(schema["properties"]["transcription"]["enum"], json!(["complete", "partial"]));
    }
}
